/** Capabilities stand on floors and look down only: who is in a row here may use the servers of the rows above it. */
const floors = [
  ['access'],
  ['facts'],
  ['connect'],
  ['accounts', 'usage', 'revenue'],
  ['journey', 'health', 'timeline', 'content'],
  ['renewals', 'plans'],
  ['cockpit', 'outreach'],
  ['limits'],
]

/** Where a file lives, as far as the rules care. */
type Layer =
  | { layer: 'kernel' | 'platform' | 'web' | 'free' }
  | { layer: 'core' | 'contract' | 'server' | 'pages'; capability: string; front: boolean }

function layerOf(place: string): Layer {
  const [top, capability, part] = place.split('/')
  if (top === 'kernel' || top === 'platform' || top === 'web') return { layer: top }
  if (top !== 'capabilities' || !capability) return { layer: 'free' }
  const front = place === `capabilities/${capability}/server/index.ts`
  if (part === 'core') return { layer: 'core', capability, front }
  if (part === 'server') return { layer: 'server', capability, front }
  if (part === 'web') return { layer: 'pages', capability, front }
  return { layer: 'contract', capability, front }
}

/** Why a file may not import another; null where it may. */
export function refusal(from: string, to: string): string | null {
  const [source, target] = [layerOf(from), layerOf(to)]
  const isTest = /\.test\.tsx?$/.test(from)
  if (source.layer === 'free') return null
  if (target.layer === 'free') {
    return isTest && to.startsWith('test/') ? null : `${source.layer} knows nothing of ${to.split('/')[0]}`
  }
  switch (source.layer) {
    case 'kernel':
      return only(target, ['kernel'], source.layer)
    case 'platform':
      return only(target, ['kernel', 'platform'], source.layer)
    case 'web':
      return only(target, ['kernel', 'web'], source.layer)
    case 'core':
      return only(target, ['kernel', 'core'], source.layer) ?? upstairs(source.capability, target)
    case 'contract':
      return only(target, ['kernel', 'core', 'contract'], source.layer)
    case 'pages':
      if (target.layer === 'pages' && target.capability !== source.capability) return 'pages know only their own parts'
      return only(target, ['kernel', 'core', 'contract', 'web', 'pages'], source.layer)
    case 'server':
      return serverRefusal(source.capability, target)
  }
}

function serverRefusal(capability: string, target: Layer): string | null {
  if ('capability' in target && target.capability !== capability) {
    if (target.layer === 'core') return upstairs(capability, target)
    if (target.layer !== 'server') return `a server knows no ${target.layer} of another capability`
    return target.front ? upstairs(capability, target) : 'of another server only index.ts is to be used'
  }
  return only(target, ['kernel', 'platform', 'core', 'contract', 'server'], 'server')
}

function only(target: Layer, allowed: Layer['layer'][], source: string): string | null {
  return allowed.includes(target.layer) ? null : `${source} knows no ${target.layer}`
}

function upstairs(capability: string, target: Layer): string | null {
  if (!('capability' in target) || target.capability === capability) return null
  const [here, there] = [floorOf(capability), floorOf(target.capability)]
  return there < here ? null : `${capability} (floor ${here}) looks up to ${target.capability} (floor ${there})`
}

function floorOf(capability: string): number {
  const floor = floors.findIndex((row) => row.includes(capability))
  if (floor < 0) throw new Error(`the capability ${capability} stands on no floor: add it to test/house/layers.ts`)
  return floor
}
