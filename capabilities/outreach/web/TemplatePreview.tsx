import { ActionIcon } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { outreach, type TemplateDraft } from './apis.ts'
import { MailView } from './MailView.tsx'
import styles from './outreach.module.css'

/** A draft as real customers would get it, one after the other, and what is wrong with its texts. */
export function TemplatePreview({ draft, language }: { draft: TemplateDraft; language: 'ja' | 'en' }) {
  const { t } = useTranslation('outreach')
  const [at, setAt] = useState(0)
  const { subject, body } = useSettled({ subject: draft.subject, body: draft.body })
  const { data, error, refetch } = useQuery({
    ...outreach.templates.preview.queryOptions({ input: { subject, body, language, at } }),
    placeholderData: keepPreviousData,
  })
  const flaws = (data?.flaws ?? []).filter((flaw) => flaw.language === language)
  const next = (by: number) => setAt((now) => Math.max(0, now + by))
  return (
    <Section
      title={t('template.preview')}
      note={t('template.previewNote')}
      actions={
        <>
          <ActionIcon
            variant="default"
            aria-label={t('template.previous')}
            disabled={at === 0}
            onClick={() => next(-1)}
          >
            <Icon name="chevronLeft" />
          </ActionIcon>
          <ActionIcon
            variant="default"
            aria-label={t('template.next')}
            disabled={!data || data.customers < 2}
            onClick={() => next(1)}
          >
            <Icon name="chevronRight" />
          </ActionIcon>
        </>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {flaws.length > 0 ? (
        <ul className={styles.flaws} aria-label={t('template.flawsTitle')}>
          {flaws.map(({ field, rule, line, value }) => (
            <li key={`${field} ${rule} ${line} ${value}`}>
              {t(`template.${field}`)} — {t(`template.flaws.${rule}`, { line: line ?? 1, value })}
            </li>
          ))}
        </ul>
      ) : null}
      {data?.preview ? <MailView mail={data.preview} /> : null}
      {data && data.customers === 0 ? (
        <EmptyState compact icon="customers">
          {t('template.nobody')}
        </EmptyState>
      ) : null}
      {data || error ? null : <BoneLines widths={[60, 90, 80, 90]} />}
    </Section>
  )
}

/** A value once it has stood still for a moment: nobody is asked at every key. */
function useSettled<Value>(value: Value): Value {
  const text = JSON.stringify(value)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 400)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(settled) as Value
}
