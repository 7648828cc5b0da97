/** Where a call goes and what it carries: parts of the address are taken out of what is given, the rest is query or body. */
export function addressOf(
  method: string,
  path: string,
  given: Record<string, unknown>,
): { address: string; body: string | undefined } {
  const rest = { ...given }
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    if (value === undefined || value === null || value === '') throw new TypeError(`${path} needs ${name}`)
    delete rest[name]
    return encodeURIComponent(value as string | number)
  })
  if (method !== 'GET') return { address, body: Object.keys(rest).length > 0 ? JSON.stringify(rest) : undefined }
  const query = new URLSearchParams(flat(rest, ''))
  return { address: query.size > 0 ? `${address}?${query}` : address, body: undefined }
}

/** What is given as a query writes it: `name=a`, `names[0]=a`, `in[name]=a`. */
function flat(value: unknown, at: string): [string, string][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object') return [[at, typeof value === 'string' ? value : JSON.stringify(value)]]
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, at === '' ? name : `${at}[${name}]`))
}
