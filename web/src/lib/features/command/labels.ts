export interface Named {
  id: string;
  x: number;
  y: number;
  /** Of the circle that the name stands beside. */
  radius: number;
  words: string;
}

export interface Label {
  id: string;
  words: string;
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How wide a letter of 13 points is drawn at most, how high a line, and the gap to the circle. */
const LETTER = 8;
const LINE = 17;
const GAP = 3;

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const marks = new Intl.Segmenter();
/** Letters as they are seen: a vowel sign takes no room of its own. */
const lengthOf = (words: string): number => [...marks.segment(words)].length;

const around = ({ x, y, radius }: Named): Box => ({
  ...{ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius },
});

/** Below, above, right and left of a circle. */
function placesFor({ x, y, radius, words }: Named): Box[] {
  const wide = lengthOf(words) * LETTER;
  const at = (left: number, top: number): Box => ({ left, right: left + wide, top, bottom: top + LINE });
  return [
    at(x - wide / 2, y + radius + GAP),
    at(x - wide / 2, y - radius - GAP - LINE),
    at(x + radius + GAP, y - LINE / 2),
    at(x - radius - GAP - wide, y - LINE / 2),
  ];
}

/**
 * Names of the circles that have room, in the order given: none over another, over a circle, or over the edge. What has
 * no room stands in the table. The point is the middle of the words' line.
 */
export function labelsOf({
  named,
  width,
  height,
}: {
  named: readonly Named[];
  width: number;
  height: number;
}): Label[] {
  const circles = named.map((one) => ({ id: one.id, box: around(one) }));
  const taken: Box[] = [];
  return named.flatMap((one) => {
    const isFree = (box: Box): boolean =>
      box.left >= 2 &&
      box.right <= width - 2 &&
      box.top >= 2 &&
      box.bottom <= height - 2 &&
      !taken.some((other) => overlap(box, other)) &&
      !circles.some(({ id, box: circle }) => id !== one.id && overlap(box, circle));
    const place = placesFor(one).find(isFree);
    if (!place) return [];
    taken.push(place);
    return [{ id: one.id, words: one.words, x: (place.left + place.right) / 2, y: place.bottom - 4 }];
  });
}
