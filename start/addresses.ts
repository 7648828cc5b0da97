import net from 'node:net'
import { type Allowed, allowedRanges } from '#platform/outbound/addresses.ts'
import { StartRefused } from '#platform/startRefused.ts'

/** An address given in the environment, whose scheme is one of those named. Throws StartRefused, without its password. */
export function addressIn(env: NodeJS.ProcessEnv, name: string, schemes: readonly string[]): string | undefined {
  const given = env[name]
  if (!given) return undefined
  const url = URL.parse(given)
  if (url && url.hostname !== '' && schemes.includes(url.protocol.slice(0, -1))) return given
  const example = `${schemes[0]}://${name === 'DATABASE_URL' ? 'user:password@' : ''}host.example.jp`
  const shown = hidden(given)
  throw new StartRefused({
    ja: `${name} が正しいアドレスではありません: ${shown}（例: ${example}）`,
    en: `${name} is no address that can be used: ${shown} (it looks like ${example})`,
  })
}

/** Proxies by address, range, or one of the names for ranges. Throws StartRefused. */
export function proxiesIn(env: NodeJS.ProcessEnv): string | undefined {
  const given = env['TRUST_PROXY']
  if (!given) return undefined
  const wrong = given.split(',').find((one) => !isProxy(one.trim()))
  if (wrong === undefined) return given
  throw new StartRefused({
    ja: `TRUST_PROXY には IP アドレスか範囲を指定してください: ${wrong.trim()}（例: 10.0.0.0/8）`,
    en: `TRUST_PROXY must name IP addresses or ranges: ${wrong.trim()} (e.g. 10.0.0.0/8)`,
  })
}

/** The name of a cluster, which stands in statements as it is. Throws StartRefused, also where there is no address with it. */
export function clusterIn(env: NodeJS.ProcessEnv): string | undefined {
  const given = env['EVENTS_CLUSTER']
  if (!given) return undefined
  if (!/^[a-z_]\w*$/i.test(given))
    throw new StartRefused({
      ja: `EVENTS_CLUSTER にはクラスター名（英数字と _）を指定してください: ${given}`,
      en: `EVENTS_CLUSTER must be the name of a cluster (letters, digits and _): ${given}`,
    })
  if (env['CLICKHOUSE_URL']) return given
  throw new StartRefused({
    ja: `EVENTS_CLUSTER には CLICKHOUSE_URL が必要です。クラスター ${given} のサーバーのアドレスを指定してください。`,
    en: `EVENTS_CLUSTER needs CLICKHOUSE_URL: name the address of a server of the cluster ${given}.`,
  })
}

/** The ranges that may be reached although they are not of the internet. Throws StartRefused. */
export function outboundIn(env: NodeJS.ProcessEnv): Allowed {
  try {
    return allowedRanges(env['OUTBOUND_ALLOW'] ?? '')
  } catch (error) {
    const { message } = error as RangeError
    throw new StartRefused({
      ja: `OUTBOUND_ALLOW には IP アドレスか範囲を指定してください: ${message}（例: 10.0.0.0/8）`,
      en: `OUTBOUND_ALLOW must name IP addresses or ranges: ${message} (e.g. 10.0.0.0/8)`,
    })
  }
}

function isProxy(given: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(given)) return true
  const [address = '', bits, more] = given.split('/')
  const version = net.isIP(address)
  if (version === 0 || more !== undefined) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

// Whatever stands between a scheme and an @ may be a password.
const hidden = (given: string) => given.replace(/^([a-z0-9+.-]*:\/\/)?.*@/i, '$1***@')
