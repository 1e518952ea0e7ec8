import { readFileSync } from 'node:fs'

/** Where a known hole was closed. `npm audit` is not to be had everywhere, so the lockfile is held to these. */
const FLOORS: Record<string, string> = {
  next: '16.4.1',
  react: '19.2.6',
  'react-dom': '19.2.6',
  'next-auth': '4.24.15',
  nodemailer: '10.0.5',
  zod: '4.6.6',
  sharp: '0.35.5',
}

type Lockfile = { packages: Record<string, { version?: string; link?: boolean; resolved?: string }> }

/** Every copy of a package in the lockfile that is older than it may be. */
export function tooOld(path = 'package-lock.json'): string[] {
  const { packages }: Lockfile = JSON.parse(readFileSync(path, 'utf8'))
  return Object.entries(packages).flatMap(([place, { version }]) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const floor = FLOORS[name]
    return floor && version && isBelow(version, floor)
      ? [`${name} ${version} is below ${floor} (${place})`]
      : []
  })
}

export function isBelow(version: string, floor: string): boolean {
  const [release = '', pre] = version.split('-')
  const numbers = release.split('.').map(Number)
  for (const [index, least] of floor.split('.').map(Number).entries()) {
    const number = numbers[index] ?? 0
    if (number !== least) return number < least
  }
  return pre !== undefined
}
