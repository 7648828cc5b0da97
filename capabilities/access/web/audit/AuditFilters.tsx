import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { access } from '../access.ts'
import styles from '../access.module.css'
import { auditSubjects } from '../auditWords.ts'

/** What is looked for in the record of changes; an empty text looks for all. */
export type AuditWanted = { subject: string; personId: string; words: string; from: string; to: string }

export const everything: AuditWanted = { subject: '', personId: '', words: '', from: '', to: '' }

/** What is looked for, as the server is asked. */
export function askedOf({ subject, personId, words, from, to }: AuditWanted): Record<string, string> {
  const asked = { action: subject ? `${subject}.` : '', personId, words: words.trim(), from, to }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
}

/** Narrows the record down: by what, who, when, and any text in it. */
export function AuditFilters({ wanted, onChange }: { wanted: AuditWanted; onChange: (wanted: AuditWanted) => void }) {
  const { t } = useTranslation('access')
  const people = useQuery(access.people.list.queryOptions())
  const field = (name: keyof AuditWanted) => ({
    size: 'xs' as const,
    value: wanted[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...wanted, [name]: event.currentTarget.value }),
  })
  return (
    <div className={styles.filters}>
      <NativeSelect
        {...field('subject')}
        label={t('audit.kind')}
        data={[
          { value: '', label: t('audit.everything') },
          ...auditSubjects.map((value) => ({ value, label: t(`audit.subjects.${value}`) })),
        ]}
      />
      <NativeSelect
        {...field('personId')}
        label={t('audit.who')}
        data={[
          { value: '', label: t('audit.everybody') },
          ...(people.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextInput {...field('words')} label={t('audit.words')} placeholder={t('audit.wordsHelp')} type="search" />
      <TextInput {...field('from')} label={t('audit.since')} type="date" />
      <TextInput {...field('to')} label={t('audit.until')} type="date" />
    </div>
  )
}
