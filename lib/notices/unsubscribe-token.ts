import { type ChoosableKind, isChoosable } from './kinds'

/** Whose letters of which kinds a link stops. It works without signing in and for ever: letters are kept for years. */
export type Stop = { personId: number; kinds: ChoosableKind[] }

/** `12.rejected,asked.<signature>`; `sign` is keyed with the installation's secret. */
export function stopToken({ personId, kinds }: Stop, sign: (text: string) => string): string {
  const said = `${personId}.${kinds.join(',')}`
  return `${said}.${sign(said)}`
}

export function readStopToken(
  token: string,
  isSigned: (text: string, signature: string) => boolean,
): Stop | null {
  const match = /^(\d{1,9})\.([a-z_,]{1,600})\.([\w-]{20,100})$/.exec(token)
  if (!match) return null
  const [, person = '', list = '', signature = ''] = match
  if (!isSigned(`${person}.${list}`, signature)) return null
  const kinds = list.split(',').filter(isChoosable)
  return kinds.length > 0 ? { personId: Number(person), kinds } : null
}
