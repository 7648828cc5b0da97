import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { stakeholderRoleChoices, touchModelChoices } from '#capabilities/accounts/core/words.ts'
import { isPublic } from '#capabilities/content/core/item.ts'
import { formatLabels, kindLabels } from '#capabilities/content/core/words.ts'
import { InlineField } from '#web/form/InlineField.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type Item, peopleQuery } from './apis.ts'
import styles from './content.module.css'
import { useItemMoves } from './useItemMoves.ts'
import { usePhases } from './usePhases.ts'

/** What an item is for and for whom, who keeps it right and when it is looked at next. */
export function Details({ item, mayManage }: { item: Item; mayManage: boolean }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const { language } = format
  const people = useQuery(peopleQuery)
  const phases = usePhases()
  const { update } = useItemMoves()
  const named = <Key extends string>(
    list: readonly { key: Key; label: { ja: string; en: string } }[],
    keys: readonly Key[],
  ) => list.filter(({ key }) => keys.includes(key)).map(({ label }) => inLanguage(label, language))
  const listed = (names: readonly string[]) => (names.length === 0 ? t('any') : names.join(t('comma')))
  const owners = (people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const { definition } = item
  return (
    <Section title={t('details')}>
      <dl className={styles.details}>
        <dt>{t('kind')}</dt>
        <dd>{inLanguage(kindLabels[item.kind], language)}</dd>
        <dt>{t('format')}</dt>
        <dd>{inLanguage(formatLabels[item.format], language)}</dd>
        {inLanguage(definition.purpose, language) ? (
          <>
            <dt>{t('purpose')}</dt>
            <dd>{inLanguage(definition.purpose, language)}</dd>
          </>
        ) : null}
        <dt>{t('phases')}</dt>
        <dd>{listed(item.phases.map((key) => phases.find((phase) => phase.key === key)?.label ?? key))}</dd>
        <dt>{t('touch')}</dt>
        <dd>{listed(named(touchModelChoices, item.touch))}</dd>
        <dt>{t('roles')}</dt>
        <dd>{listed(named(stakeholderRoleChoices, item.roles))}</dd>
        {isPublic(definition) ? (
          <>
            <dt>{t('public')}</dt>
            <dd>
              <Chip tone="info">{t('isPublic')}</Chip>
            </dd>
          </>
        ) : null}
        <dt>{t('owner')}</dt>
        <dd>
          <InlineField
            label={t('owner')}
            kind="choice"
            value={item.owner?.id ?? ''}
            choices={owners}
            shown={item.owner?.name ?? ''}
            readOnly={!mayManage}
            onSave={(ownerId) => void update(item, { ownerId: ownerId || null })}
          />
        </dd>
        <dt>{t('review')}</dt>
        <dd>
          <InlineField
            label={t('review')}
            kind="day"
            value={item.reviewOn ?? ''}
            shown={item.reviewOn ? format.day(item.reviewOn) : ''}
            readOnly={!mayManage}
            onSave={(reviewOn) => void update(item, { reviewOn: reviewOn || null })}
          />{' '}
          {item.reviewDue ? <Chip tone="watch">{t('reviewDue')}</Chip> : null}
        </dd>
      </dl>
    </Section>
  )
}
