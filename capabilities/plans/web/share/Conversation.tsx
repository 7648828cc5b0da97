import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { TextAreaField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Plan } from '../apis.ts'
import { sharedQuery, type Thread } from './apis.ts'
import styles from './share.module.css'
import { useShare } from './useShare.ts'

type Props = { plan: Plan; mayWrite: boolean }

/** What the customer's people asked on their page, those without an answer first, and the way to write to them. */
export function Conversation({ plan, mayWrite }: Props) {
  const { t } = useTranslation('planShare')
  const [writing, setWriting] = useState(false)
  const { data } = useQuery(sharedQuery(plan.id))
  if (!data || (data.threads.length === 0 && data.links.length === 0)) return null
  const isOpen = (thread: Thread) => thread.by.side === 'theirs' && thread.answeredAt === null
  const open = data.threads.filter(isOpen)
  const rest = data.threads.filter((thread) => !isOpen(thread)).toReversed()
  return (
    <Section
      title={t('threads')}
      note={open.length > 0 ? <Chip tone="watch">{t('open', { count: open.length })}</Chip> : null}
      actions={
        mayWrite ? (
          <Button size="compact-xs" variant="default" onClick={() => setWriting(!writing)}>
            {t('write')}
          </Button>
        ) : null
      }
    >
      {writing ? <AnswerForm plan={plan} thread={null} onClose={() => setWriting(false)} /> : null}
      {data.threads.length === 0 ? <p className="quiet small">{t('threadsEmpty')}</p> : null}
      {open.map((thread) => (
        <ThreadView key={thread.id} plan={plan} thread={thread} mayWrite={mayWrite} />
      ))}
      {rest.length > 0 ? (
        <details open={open.length === 0}>
          <summary className="quiet small">{t('answeredOnes', { count: rest.length })}</summary>
          {rest.map((thread) => (
            <ThreadView key={thread.id} plan={plan} thread={thread} mayWrite={mayWrite} />
          ))}
        </details>
      ) : null}
    </Section>
  )
}

function ThreadView({ plan, thread, mayWrite }: Props & { thread: Thread }) {
  const { t } = useTranslation('planShare')
  const format = useFormat()
  const { setAnswered } = useShare(plan.id)
  const [answering, setAnswering] = useState(false)
  const step = plan.steps.find(({ id }) => id === thread.stepId)
  const isQuestion = thread.by.side === 'theirs'
  return (
    <article className={styles.thread} aria-label={thread.body.slice(0, 40)}>
      {step ? <div className="quiet small">{inLanguage(step.name, format.language)}</div> : null}
      {[thread, ...thread.replies].map((said) => (
        <div key={said.id} className={styles.said} data-side={said.by.side}>
          <div className="quiet small">
            <b>{said.by.name}</b> <time dateTime={said.at}>{format.ago(said.at)}</time>
          </div>
          <p>{said.body}</p>
        </div>
      ))}
      {mayWrite && !answering ? (
        <div className={styles.acts}>
          <Button size="compact-xs" variant="light" onClick={() => setAnswering(true)}>
            {t('answer')}
          </Button>
          {isQuestion ? (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => void setAnswered(thread, thread.answeredAt === null)}
            >
              {t(thread.answeredAt === null ? 'mark' : 'reopen')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {answering ? <AnswerForm plan={plan} thread={thread} onClose={() => setAnswering(false)} /> : null}
    </article>
  )
}

function AnswerForm({ plan, thread, onClose }: { plan: Plan; thread: Thread | null; onClose: () => void }) {
  const { t } = useTranslation('planShare')
  const { answer } = useShare(plan.id)
  const form = useForm({
    initial: { body: '' },
    check: ({ body }) => ({ body: body.trim() ? undefined : t('needed') }),
    send: async ({ body }) => {
      await answer(thread?.id ?? null, thread?.stepId ?? null, body.trim())
      onClose()
    },
  })
  return (
    <Form form={form} send={t('send')} onCancel={onClose}>
      <TextAreaField form={form} name="body" label={t('body')} help={t('bodyHelp')} required autoFocus />
    </Form>
  )
}
