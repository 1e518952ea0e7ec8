/**
 * The key that a person meant, on any keyboard: on a Russian one the key with A on it says "ф", and the one with / says
 * ".". Latin letters by their place where the layout has no Latin letter there.
 */
export function keyOf(event: KeyboardEvent): string {
  const { key, code } = event
  if (key.length === 1 && code === 'Slash') {
    if (key === '.') return '/'
    if (key === ',') return '?'
  }
  if (key.length === 1 && /^Key[A-Z]$/.test(code) && !/^[a-z]$/i.test(key)) return code.slice(3).toLowerCase()
  return key.length === 1 ? key.toLowerCase() : key
}

/** True where a key means text and not a command. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true
  return (
    target instanceof HTMLInputElement &&
    !/^(radio|checkbox|button|submit|reset|range|color|file)$/.test(target.type)
  )
}

/** Single keys can be switched off (in the list of keys), for who dictates or whose hand shakes. */
export const keysOffStorage = 'baton.keys'

export function singleKeysOff(): boolean {
  try {
    return localStorage.getItem(keysOffStorage) === 'off'
  } catch {
    return false
  }
}
