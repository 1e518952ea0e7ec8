import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address is one of the open internet. A webhook must not reach into the server's own network (loopback,
 * private and link-local ranges, the metadata address of a cloud), also not as IPv6 that carries IPv4.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const read = ipaddr.process(address)
  // ::a.b.c.d, as IPv4 was once written, has no range of its own
  if (read instanceof ipaddr.IPv6 && read.parts.slice(0, 6).every((part) => part === 0)) return false
  return read.range() === 'unicast'
}

/** The host of a URL as an IP address, if it is one in brackets or digits; null for a name. */
export function addressInUrl(url: URL): string | null {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return ipaddr.isValid(host) ? host : null
}

/** Not inside by its looks; what a name resolves to is looked at whenever something is sent. */
export function looksOutside(text: string): boolean {
  const url = new URL(text)
  const address = addressInUrl(url)
  if (address !== null) return isPublicAddress(address)
  return !/(^|\.)(localhost|local|internal)\.?$/.test(url.hostname)
}
