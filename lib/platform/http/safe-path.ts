/**
 * Where to go after signing in: only a path of our own. `//evil.example`, `/\evil.example` and anything with a scheme
 * would leave the site; a browser drops tabs and line breaks before it reads an address, so those are refused too.
 */
export function safePath(path: string | null | undefined, fallback = '/'): string {
  if (!path?.startsWith('/') || path.length > 2000) return fallback
  if (path.startsWith('//') || path.includes('\\') || hasControlCharacter(path)) return fallback
  try {
    const url = new URL(path, 'http://baton.invalid')
    return url.host === 'baton.invalid' && !url.pathname.startsWith('//') ? path : fallback
  } catch {
    return fallback
  }
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x20 || code === 0x7f) return true
  }
  return false
}
