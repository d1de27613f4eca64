/** "Chrome 109, Windows 7": what an officer recognises of a user agent. */
export function deviceOf(agent: string | null): string {
  if (agent === null) return '';
  const browser =
    /(?:Edg|OPR|SamsungBrowser|Firefox)\/(\d+)/
      .exec(agent)?.[0]
      ?.replace('Edg', 'Edge')
      .replace('OPR', 'Opera')
      .replace('/', ' ') ??
    /Chrome\/(\d+)/.exec(agent)?.[0]?.replace('/', ' ') ??
    (/Version\/(\d+).*Safari/.exec(agent)?.[1] === undefined ? '' : `Safari ${/Version\/(\d+)/.exec(agent)?.[1]}`);
  const systems: [RegExp, string][] = [
    [/Windows NT 6\.1/, 'Windows 7'],
    [/Windows NT 6\.3/, 'Windows 8.1'],
    [/Windows NT 10/, 'Windows'],
    [/Android (\d+)/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ];
  const system = systems.find(([pattern]) => pattern.test(agent))?.[1] ?? '';
  const named = [browser, system].filter((part) => part !== '').join(', ');
  return named === '' ? agent.slice(0, 60) : named;
}
