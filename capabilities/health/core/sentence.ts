import type { Label } from '#capabilities/facts/core/fact.ts'
import type { Part, PartDimension } from './contributions.ts'
import type { HealthScore } from './score.ts'
import { type Grade, gradeLabels } from './words.ts'

/** A value said in a language, with its unit: what `facts` knows of its facts. */
export type SayRead = (part: Part) => Label

/** What a score is overridden with. */
type Overridden = { score: number; grade: Grade; reason: string; until: string }

type Told = {
  score: HealthScore
  parts: readonly PartDimension[]
  confidenceNeeded: number
  change7: number | null
  override?: Overridden | null
}

/** Points of the score from which a loss is worth a word. */
const worthTelling = 2
/** A dimension from this score on is called good. */
const goodFrom = 80

/** Why the score is what it is, in two or three plain sentences: for a mail, a brief, or above the bars. */
export function sentenceOf({ override, ...told }: Told, say: SayRead): Label {
  const computed = computedSentence(told, say)
  if (!override) return computed
  const { score, grade, reason, until } = override
  return {
    ja: `${inDays(until).ja}まで${score}点(${gradeLabels[grade].ja})として扱っています(理由: ${withoutStop(reason)})。計算では、${computed.ja}`,
    en: `Counted as ${score} points (${gradeLabels[grade].en.toLowerCase()}) until ${inDays(until).en}: ${withoutStop(reason)}. As computed: ${computed.en}`,
  }
}

function inDays(day: string): Label {
  const [year, month, date] = day.split('-').map(Number)
  return { ja: `${year}年${month}月${date}日`, en: day }
}

function withoutStop(reason: string): string {
  return reason.trim().replace(/[。.]+$/u, '')
}

function computedSentence({ score, parts, confidenceNeeded, change7 }: Omit<Told, 'override'>, say: SayRead): Label {
  if (score.score === null) return tooLittle(score.confidence, confidenceNeeded)
  const costly = parts
    .flatMap((dimension) => dimension.parts)
    .filter((part) => part.lost >= worthTelling)
    .sort((a, b) => b.lost - a.lost)
    .slice(0, 2)
  const good = parts.filter(({ of }) => of.score !== null && of.score >= goodFrom).map(({ of }) => of.dimension.label)
  return { ja: inJapanese(score, costly, good, change7, say), en: inEnglish(score, costly, good, change7, say) }
}

function tooLittle(confidence: number, needed: number): Label {
  return {
    ja: `まだ判断できません。わかっている事実は重みの${confidence}%分で、${needed}%分が必要です。`,
    en: `It is too early to tell: ${confidence}% of the weight is known, and ${needed}% is needed.`,
  }
}

type Say = (score: HealthScore, costly: Part[], good: Label[], change7: number | null, say: SayRead) => string

const inJapanese: Say = (score, costly, good, change7, say) => {
  const moved = change7 ? `7日前より${Math.abs(change7)}点${change7 < 0 ? '低く' : '高く'}、` : ''
  const first = `${moved}${score.score}点(${gradeLabels[score.grade].ja})です。`
  const named = costly.map((part) => `${part.read.measure.label.ja}(${say(part).ja})`).join('、')
  const cost = named ? `点を下げているのは、主に${named}です。` : '大きく下げているものはありません。'
  const fine = good.length > 0 ? `${good.map((label) => label.ja).join('と')}は良好です。` : ''
  return first + cost + fine
}

const inEnglish: Say = (score, costly, good, change7, say) => {
  const moved = change7 ? `, ${Math.abs(change7)} ${change7 < 0 ? 'below' : 'above'} last week` : ''
  const first = `${score.score} points (${gradeLabels[score.grade].en.toLowerCase()})${moved}.`
  const named = costly.map((part) => `${inSentence(part.read.measure.label.en)} (${say(part).en})`).join(' and ')
  const cost = named ? ` What costs most: ${named}.` : ' Nothing costs much.'
  const fine = good.length > 0 ? ` Good: ${good.map((label) => inSentence(label.en)).join(' and ')}.` : ''
  return first + cost + fine
}

/** A label inside a sentence: `Weekly users` becomes `weekly users`, `NPS` stays. */
function inSentence(label: string): string {
  return /^[A-Z][A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
