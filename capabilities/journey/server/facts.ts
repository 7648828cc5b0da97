import type { FactDefinition } from '#capabilities/facts/core/fact.ts'
import type { FactWorkspace } from '#capabilities/facts/server/index.ts'
import { threePhases } from '#capabilities/journey/core/ready/threePhases.ts'
import { latenesses, latenessLabels } from '#capabilities/journey/core/words.ts'
import type { JourneyMap } from '#capabilities/journey/core/map.ts'
import type { Tx } from '#platform/database/scope.ts'
import { followingFacts } from './following/facts.ts'
import { readMaps } from './maps.ts'

const owner = 'journey'

const phaseKey: FactDefinition = {
  key: 'phase.key',
  type: 'choice',
  owner,
  label: { ja: 'フェーズ', en: 'Phase' },
  help: { ja: '成功までの道のりのどこにいるか', en: 'Where the account is on its way to success' },
}

const regressed: FactDefinition = {
  key: 'journey.regressed',
  type: 'list',
  owner,
  label: { ja: '失われた到達点', en: 'Milestones lost again' },
  help: { ja: '一度は満たし、今は満たしていないもの', en: 'They were reached, and do not hold any more' },
}

const missing: FactDefinition = {
  key: 'phase.missing',
  type: 'list',
  owner,
  label: { ja: '満たしていない条件', en: 'Missing exit criteria' },
  help: { ja: '次のフェーズに進むために足りないもの', en: 'What keeps the account from leaving its phase' },
}

const mapKey: FactDefinition = {
  key: 'journey.map',
  type: 'choice',
  owner,
  label: { ja: 'ジャーニーマップ', en: 'Journey map' },
  help: { ja: 'この顧客がたどるマップ', en: 'The map that the account follows' },
}

/** Phases and milestones of maps as choices, each key once, newer maps first. */
function choicesOf(maps: readonly JourneyMap[]): { phases: Choices; milestones: Choices } {
  const phases = maps.flatMap((map) => map.phases)
  const milestones = phases.flatMap((phase) => phase.milestones)
  return { phases: once(phases), milestones: once(milestones) }
}

type Choices = { key: string; label: FactDefinition['label'] }[]

function once(all: readonly Choices[number][]): Choices {
  const byKey = new Map<string, Choices[number]>()
  for (const { key, label } of all) if (!byKey.has(key)) byKey.set(key, { key, label })
  return [...byKey.values()]
}

const ready = choicesOf([threePhases])

/** What the journey knows of an account. */
export const journeyFacts: readonly FactDefinition[] = [
  { ...mapKey, choices: once([threePhases]) },
  {
    key: 'journey.map_version',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: 'ジャーニーマップの版', en: 'Version of the journey map' },
  },
  { ...phaseKey, choices: ready.phases },
  { key: 'phase.entered_on', type: 'date', owner, label: { ja: 'フェーズに入った日', en: 'Phase entered on' } },
  {
    key: 'phase.days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: 'フェーズの日数', en: 'Days in phase' },
    derived: { measure: 'days_since', of: 'phase.entered_on' },
  },
  {
    key: 'phase.expected_days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: 'フェーズの通常の日数', en: 'Usual days in phase' },
  },
  {
    key: 'phase.lateness',
    type: 'choice',
    owner,
    label: { ja: 'フェーズの遅れ', en: 'Lateness in phase' },
    help: { ja: '通常の1.5倍で遅れ気味、2倍で停滞', en: 'Late from 1.5 times the usual stay, stalled from twice' },
    choices: latenesses.map((key) => ({ key, label: latenessLabels[key] })),
  },
  { ...missing, choices: ready.milestones },
  {
    key: 'phase.may_leave',
    type: 'yes_no',
    owner,
    label: { ja: '次のフェーズに進む確認待ち', en: 'Waits for a word to go on' },
    help: {
      ja: '条件がそろい、担当者の判断を待っている',
      en: 'Exit criteria hold, and a person is asked whether to go on',
    },
  },
  {
    key: 'phase.returns',
    type: 'number',
    unit: 'count',
    owner,
    label: { ja: 'フェーズに戻った回数', en: 'Returns to phase' },
  },
  {
    key: 'onboarding.days',
    type: 'number',
    unit: 'days',
    owner,
    label: { ja: '導入にかかった日数', en: 'Days the onboarding took' },
    help: { ja: '最初のフェーズを出たあとに決まる', en: 'Known once the first phase is left' },
  },
  {
    key: 'milestone.done_percent',
    type: 'percent',
    owner,
    label: { ja: 'フェーズの到達点の達成率', en: 'Milestones of the phase met' },
  },
  { ...regressed, choices: ready.milestones },
  ...followingFacts,
]

/** The workspace's own phases and milestones as choices. */
export async function journeyFactsOf(tx: Tx, workspace: FactWorkspace): Promise<FactDefinition[]> {
  const maps = await readMaps(tx, workspace.id)
  if (maps.length === 0) return []
  const { phases, milestones } = choicesOf(maps.map(({ map }) => map))
  return [
    { ...mapKey, choices: once(maps.map(({ key, map }) => ({ key, label: map.label }))) },
    { ...phaseKey, choices: phases },
    { ...missing, choices: milestones },
    { ...regressed, choices: milestones },
  ]
}
