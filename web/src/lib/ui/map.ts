import worker from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';

interface Mark {
  lat: number;
  lon: number;
  name: string;
  own: boolean;
}

const EMPTY = { version: 8 as const, sources: {}, layers: [] };
const CLOSE = 13;

function element({ name, kind }: { name: string; kind: string }): HTMLElement {
  const node = document.createElement('div');
  node.className = kind;
  node.textContent = name;
  return node;
}

/** Draws units and the plea on our own empty ground: no tile is ever asked of anybody. Gives the clean-up. */
export async function drawMap(input: {
  box: HTMLElement;
  point: { lat: number; lon: number } | null;
  marks: Mark[];
}): Promise<() => void> {
  // The build that needs no worker out of a blob, which our security policy forbids.
  const { default: maplibre } = await import('maplibre-gl/dist/maplibre-gl-csp.js');
  maplibre.setWorkerUrl(worker);
  const places = [...input.marks, ...(input.point === null ? [] : [input.point])];
  const bounds = new maplibre.LngLatBounds();
  for (const { lat, lon } of places) bounds.extend([lon, lat]);
  const map = new maplibre.Map({
    container: input.box,
    style: EMPTY,
    bounds,
    fitBoundsOptions: { padding: 36, maxZoom: CLOSE },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: false,
  });
  for (const { lat, lon, name, own } of input.marks) {
    new maplibre.Marker({ element: element({ name, kind: own ? 'unit own' : 'unit' }) })
      .setLngLat([lon, lat])
      .addTo(map);
  }
  if (input.point !== null) {
    new maplibre.Marker({ element: element({ name: '', kind: 'plea' }) })
      .setLngLat([input.point.lon, input.point.lat])
      .addTo(map);
  }
  return () => map.remove();
}
