import ipaddr from 'ipaddr.js'

/** Ranges of addresses that the operator lets be reached although they are not global. */
export type Allowed = readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]

// Routed like any other address, and answers to every machine of Azure with what belongs to that machine (its "wire server").
const platformServices = new Set(['168.63.129.16'])

const globalIPv6 = ipaddr.IPv6.parseCIDR('2000::/3') // what is given out to the public (RFC 4291)

/** Whether anybody on the internet is meant by an address: not this machine, not its neighbours, no range with a purpose. */
export function isGlobal(text: string): boolean {
  const address = parsed(text)
  if (!address || address.range() !== 'unicast' || platformServices.has(address.toString())) return false
  return address instanceof ipaddr.IPv4 || address.match(globalIPv6)
}

/** Whether an address may be reached: it is global, or within a range that the operator allows. */
export function mayReach(text: string, allowed: Allowed): boolean {
  if (isGlobal(text)) return true
  const address = parsed(text)
  return address !== null && allowed.some((range) => address.kind() === range[0].kind() && address.match([...range]))
}

/** Reads `10.0.0.0/8, 192.168.1.5`; throws RangeError, naming what is neither a range nor an address. */
export function allowedRanges(text: string): Allowed {
  const parts = text.split(',').map((part) => part.trim())
  return parts.filter(Boolean).map((part) => {
    if (ipaddr.isValidCIDR(part)) return ipaddr.parseCIDR(part)
    const address = parsed(part)
    if (!address) throw new RangeError(part)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  })
}

/** An address as what it leads to: `::ffff:127.0.0.1` is 127.0.0.1. */
function parsed(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Short and octal forms are no address here: what they would mean is for whoever resolves them to say.
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null
  return ipaddr.process(text)
}
