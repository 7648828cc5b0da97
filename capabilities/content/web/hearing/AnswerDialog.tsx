import { NativeSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { toast } from '#web/ui/toast.ts'
import { content, customerQuery, hearingsQuery } from '../apis.ts'
import styles from '../content.module.css'
import { Form } from '../portal/Form.tsx'
import { said } from '../words.tsx'
import type { Answering, Form as Asked } from './Hearings.tsx'

type Choice = Pick<Asked, 'id' | 'key' | 'title' | 'questions'> & Partial<Pick<Asked, 'steps' | 'sheets'>>

/** Answers a hearing sheet for somebody while one talks with them; a sheet that was begun goes on where it was left. */
export function AnswerDialog({
  accountId,
  answering,
  choices,
  onClose,
}: {
  accountId: string
  /** null: which sheet it is, is still to be said. */
  answering: Answering | null
  choices: readonly Choice[]
  onClose: () => void
}) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  const queries = useQueryClient()
  const customer = useQuery(customerQuery(accountId))
  const [key, setKey] = useState(answering?.form.key ?? choices[0]?.key ?? '')
  const [contactId, setContactId] = useState(answering?.sheet?.contact?.id ?? '')
  const chosen = choices.find((one) => one.key === key)
  const stepId = answering
    ? answering.stepId
    : (chosen?.steps?.find(({ isOver }) => !isOver)?.id ?? chosen?.steps?.[0]?.id ?? null)
  const known = chosen?.sheets?.find((one) => one.stepId === stepId && (one.contact?.id ?? '') === contactId)
  const contacts = (customer.data?.contacts ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const save = async (answers: Parameters<typeof content.answer.call>[0]['answers'], send: boolean) => {
    const given = { id: accountId, key, stepId, contactId: contactId || null, answers, send }
    queries.setQueryData(hearingsQuery(accountId).queryKey, await content.answer.call(given))
    void queries.invalidateQueries({ queryKey: [['plans']] })
    if (!send) return
    toast(t('hearing.saved'))
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={chosen ? said(chosen.title, language) : t('hearing.add')} size={720}>
      <div className={styles.answerHead}>
        {answering ? null : (
          <NativeSelect
            label={t('hearing.which')}
            data={choices.map((one) => ({ value: one.key, label: said(one.title, language) }))}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        )}
        <NativeSelect
          label={t('hearing.whose')}
          description={t('hearing.whoseHelp')}
          disabled={answering?.sheet != null}
          data={[{ value: '', label: t('hearing.notTold') }, ...contacts]}
          value={contactId}
          onChange={(event) => setContactId(event.currentTarget.value)}
        />
      </div>
      {chosen ? (
        <Form
          key={`${key} ${contactId}`}
          questions={chosen.questions}
          given={known?.answers ?? {}}
          language={language}
          sent={known?.sentAt != null}
          closed={known?.closedAt != null}
          onSave={save}
        />
      ) : null}
    </Dialog>
  )
}
