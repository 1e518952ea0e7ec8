const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/YaBrowser\//, 'Yandex'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
]

/** Enough of a User-Agent to recognise one's own device by. The order matters: most claim to be several. */
export function deviceOf(agent: string | null): { browser: string; system: string } | null {
  const browser = BROWSERS.find(([pattern]) => pattern.test(agent ?? ''))?.[1]
  const system = SYSTEMS.find(([pattern]) => pattern.test(agent ?? ''))?.[1]
  return browser && system ? { browser, system } : null
}
