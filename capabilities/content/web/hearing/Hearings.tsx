import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type Hearings as Answer, hearingsQuery } from '../apis.ts'
import styles from '../content.module.css'
import { AnswerDialog } from './AnswerDialog.tsx'
import { FormSection } from './FormSection.tsx'

export type Form = Answer['forms'][number]
/** What is being answered: which sheet, for which step, and whose answers they are; null: still to be said. */
export type Answering = {
  form: Pick<Form, 'id' | 'key' | 'title' | 'questions'>
  sheet: Form['sheets'][number] | null
  stepId: string | null
}

/** The hearing sheets of a customer: how much is answered, by whom, and where two people say different things. */
export function Hearings({ accountId }: { accountId: string }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const mayWrite = useMay('accounts.write')
  const { data, error, refetch } = useQuery(hearingsQuery(accountId))
  const [answering, setAnswering] = useState<Answering | 'choose' | null>(null)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 90, 80]} height={30} />
  const canAdd = mayWrite && (data.others.length > 0 || data.forms.length > 0)
  const add = canAdd ? (
    <Button size="xs" variant="default" onClick={() => setAnswering('choose')}>
      {t('hearing.add')}
    </Button>
  ) : null
  return (
    <>
      {data.forms.length > 0 ? (
        <div className={styles.hearingHead}>
          <span>
            {t('hearing.answered')} <b className="num">{data.percent === null ? '—' : format.percent(data.percent)}</b>
          </span>
          <span className="quiet">
            {data.lastAt ? t('hearing.last', { ago: format.ago(data.lastAt) }) : t('hearing.never')}
          </span>
          <span className={styles.headEnd}>{add}</span>
        </div>
      ) : (
        <EmptyState icon="check" title={t('hearing.none')} action={add}>
          {t('hearing.noneText')}
        </EmptyState>
      )}
      {data.forms.map((form) => (
        <FormSection key={form.key} accountId={accountId} form={form} mayWrite={mayWrite} onAnswer={setAnswering} />
      ))}
      {answering ? (
        <AnswerDialog
          accountId={accountId}
          answering={answering === 'choose' ? null : answering}
          choices={[...data.forms, ...data.others]}
          onClose={() => setAnswering(null)}
        />
      ) : null}
    </>
  )
}
