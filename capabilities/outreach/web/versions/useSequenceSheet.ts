import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { catalogueQuery, planTemplatesQuery, type SequenceDraft, type SequenceMail, templatesQuery } from '../apis.ts'
import type { Sheet } from './changes.ts'

type Named = { key: string; name: { ja: string; en: string } }

/** What a version of a sequence says, in words: whom it follows, and each mail in a line for each thing it settles. */
export function useSequenceSheet(): (draft: SequenceDraft) => Sheet {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const templates = useQuery(templatesQuery).data?.templates ?? []
  const plans = useQuery(planTemplatesQuery).data?.templates ?? []
  const facts = useQuery(catalogueQuery).data?.facts ?? []
  const nameOf = (all: readonly Named[], key: string) => {
    const found = all.find((one) => one.key === key)
    return found ? inLanguage(found.name, language) : key
  }
  const choices = facts.find(({ key }) => key === 'phase.key')?.choices ?? []
  const named = (all: readonly { key: string; label: Named['name'] }[]) =>
    all.map(({ key, label }) => ({ key, name: label }))
  const followed = ({ follows }: SequenceDraft) => {
    if (follows.what === 'plan') return nameOf(plans, follows.template)
    return follows.what === 'phase' ? nameOf(named(choices), follows.phase) : nameOf(named(facts), follows.fact)
  }
  const colon = t('versions.colon')
  const pair = (label: string, text: string) => `${label}${colon}${text}`
  const mailOf = (mail: SequenceMail, steps: readonly Named[]) => {
    const { when, purpose } = mail
    const step = 'step' in when ? `${colon}${nameOf(steps, when.step)}` : ''
    const reached =
      purpose.is === 'step' ? nameOf(steps, purpose.step) : purpose.is === 'condition' ? purpose.condition : ''
    return [
      pair(t('sequence.template'), nameOf(templates, mail.template)),
      pair(t('sequence.role'), t(`roles.${mail.role}`)),
      pair(t('sequence.when'), `${t(`sequence.moments.${when.at}`)}${step}`),
      pair(t('sequence.days'), `${when.days}`),
      pair(t('sequence.purpose'), `${t(`sequence.purposes.${purpose.is}`)}${reached ? colon + reached : ''}`),
      ...(mail.condition ? [pair(t('sequence.condition'), mail.condition)] : []),
    ].join('\n')
  }
  return (draft) => {
    const { name, aim, follows, window, mails } = draft
    const steps = plans
      .filter(({ key }) => follows.what === 'plan' && key === follows.template)
      .flatMap(({ stages }) => stages.flatMap((stage) => stage.steps))
    const hours = `${t('sequence.hour', { hour: window.from })}–${t('sequence.hour', { hour: window.to })}`
    return [
      {
        label: t('sequence.basics'),
        text: [
          name.ja,
          name.en,
          pair(t('aim'), inLanguage(aim, language)),
          pair(t(`sequence.what.${follows.what}`), followed(draft)),
          pair(t('sequence.scope'), draft.scope || t('versions.all')),
          pair(t('sequence.window'), `${hours}${window.weekdays ? ` ${t('sequence.weekdays')}` : ''}`),
          pair(t('sequence.holdOut'), `${draft.holdOutPercent}%`),
          pair(t('sequence.wait'), `${draft.waitDays}`),
        ].join('\n'),
      },
      ...mails.map((mail, at) => ({ label: t('sequence.mailAt', { at: at + 1 }), text: mailOf(mail, steps) })),
    ]
  }
}
