import { stakeholderRoleChoices } from '#capabilities/accounts/core/words.ts'
import type { Label } from '#capabilities/facts/core/fact.ts'
import type { RoleTouch, Touch, TouchRole } from './touch.ts'

/** How much we are in touch, in a few plain sentences: what is wrong, with whom, and by how much. */
export function touchSentence({ score, roles }: Touch): Label {
  const wrong = roles.filter(({ verdict }) => verdict === 'too_little' || verdict === 'too_much')
  const unknown = roles.filter(({ verdict }) => verdict === 'nobody_known')
  const isRight = score !== null && wrong.length === 0
  return {
    ja: [
      ...(score === null ? [] : [`接点スコアは${score}点です。`]),
      ...(isRight ? ['ちょうどよい頻度で話せています。'] : wrong.map(inJapanese)),
      ...(unknown.length > 0
        ? [`${unknown.map(({ role }) => labelOf(role).ja).join('と')}は、まだわかっていません。`]
        : []),
    ].join(''),
    en: [
      ...(score === null ? [] : [`The touch score is ${score}.`]),
      ...(isRight ? ['We talk as often as is right.'] : wrong.map(inEnglish)),
      ...(unknown.length > 0 ? [`Not known yet: ${unknown.map(({ role }) => inText(role)).join(', ')}.`] : []),
    ].join(' '),
  }
}

function inJapanese({ role, verdict, days, count, norm }: RoleTouch): string {
  const who = labelOf(role).ja
  if (verdict === 'too_much') return `${who}とは30日に${count}回で、めやすの${norm.most}回を超えています。`
  const since = days === null ? 'まだ話せていません' : `${days}日間話せていません`
  return `${who}とは${since}(めやすは${norm.everyDays}日に1回)。`
}

function inEnglish({ role, verdict, days, count, norm }: RoleTouch): string {
  if (verdict === 'too_much')
    return `The ${inText(role)} was contacted ${count} times in 30 days, more than the norm of ${norm.most}.`
  const since = days === null ? 'was never met' : `was last met ${days} days ago`
  return `The ${inText(role)} ${since} (norm: every ${norm.everyDays} days).`
}

function labelOf(role: TouchRole): Label {
  return stakeholderRoleChoices.find(({ key }) => key === role)!.label
}

const inText = (role: TouchRole) => labelOf(role).en.toLowerCase()
