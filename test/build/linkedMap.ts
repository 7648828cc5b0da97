import type { Api } from '../servers/server.ts'

type Links = { plans: string[]; content: string[] }

/** Names what is used at a milestone of the onboarding phase, and at the phase, in a new version of the map that all follow. */
export async function linkMap({ editor }: Api['journey'], milestone: string, links: Links): Promise<void> {
  const key = 'three_phases'
  const { published, version } = await editor.open({ key })
  const phases = published!.phases.map((phase) => {
    if (phase.key !== 'onboarding') return phase
    const milestones = phase.milestones.map((one) => (one.key === milestone ? { ...one, ...links } : one))
    return { ...phase, ...links, milestones }
  })
  const draft = { ...published!, phases }
  const { revision } = await editor.save({ key, draft, basedOn: version!, revision: 0 })
  await editor.publish({ key, revision, moving: { who: 'all' }, note: '資料を結びつけた' })
}
