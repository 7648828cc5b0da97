import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activityKindChoices, severityChoices, surveyScale } from '#capabilities/timeline/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Activity, type Entry, type Inquiry, type Survey, timeline } from './apis.ts'
import styles from './Timeline.module.css'

const ActivityDialog = lazy(() => import('./ActivityDialog.tsx').then((module) => ({ default: module.ActivityDialog })))

/** A thing in the stream: what it was, when, and what was said. */
export function StreamItem({
  title,
  when,
  tone,
  actions,
  children,
}: {
  title: ReactNode
  when: string
  tone?: 'risk' | 'watch' | 'healthy'
  actions?: ReactNode
  children?: ReactNode
}) {
  const format = useFormat()
  return (
    <article className={styles.item} data-tone={tone}>
      <div className={styles.head}>
        <strong>{title}</strong>
        <time dateTime={when} title={format.stamp(when)}>
          {format.ago(when)}
        </time>
        {actions}
      </div>
      {children}
    </article>
  )
}

/** An entry by what it is. */
export function EntryItem({ entry }: { entry: Entry }) {
  if (entry.type === 'activity') return <ActivityItem activity={entry.activity} />
  if (entry.type === 'inquiry') return <InquiryItem inquiry={entry.inquiry} />
  return <SurveyItem survey={entry.survey} />
}

function ActivityItem({ activity }: { activity: Activity }) {
  const { t } = useTranslation('timeline')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const mayWrite = useMay('accounts.write')
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const kind = activityKindChoices.find((choice) => choice.key === activity.kind)
  const word = kind ? inLanguage(kind.label, language) : activity.kind
  const refresh = () => queries.invalidateQueries({ queryKey: timeline.key() })
  const archive = async () => {
    try {
      await timeline.activities.archive.call({ id: activity.id })
      await refresh()
      toast(t('archived'), { undo: () => timeline.activities.restore.call({ id: activity.id }).then(refresh) })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
  }
  const who = [activity.contacts.map((one) => one.name).join(frame('comma')), activity.authorName].filter(
    (part) => part,
  )
  return (
    <StreamItem
      title={activity.title ? `${word}${t('colon')}${activity.title}` : word}
      when={activity.at}
      actions={
        mayWrite ? (
          <span className={styles.actions}>
            <button type="button" onClick={() => setEditing(true)}>
              {frame('edit')}
            </button>
            <button type="button" onClick={() => void archive()}>
              {t('archive')}
            </button>
          </span>
        ) : null
      }
    >
      <Body text={activity.body} />
      {who.length > 0 ? <p className="quiet small">{who.join(frame('sep'))}</p> : null}
      <Suspense fallback={null}>
        {editing ? <ActivityDialog activity={activity} onClose={() => setEditing(false)} /> : null}
      </Suspense>
    </StreamItem>
  )
}

function InquiryItem({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation('timeline')
  const { t: frame } = useTranslation('web')
  const { language } = useFormat()
  const severity = severityChoices.find((choice) => choice.key === inquiry.severity)
  const grave = inquiry.severity === 'urgent' || inquiry.escalated
  const parts = [inquiry.contact?.name, inquiry.topic, severity ? inLanguage(severity.label, language) : null].filter(
    (part) => part,
  )
  return (
    <StreamItem
      title={t('inquiryTitle', {
        number: inquiry.externalId ? ` #${inquiry.externalId}` : '',
        subject: inquiry.subject,
      })}
      when={inquiry.openedAt}
      {...(grave && !inquiry.solvedAt ? { tone: 'risk' as const } : {})}
    >
      <p className={styles.state}>
        {inquiry.solvedAt ? <Chip tone="healthy">{t('solved')}</Chip> : <Chip tone="watch">{t('open')}</Chip>}
        {inquiry.escalated ? <Chip tone="risk">{t('escalated')}</Chip> : null}
        {inquiry.satisfaction === null ? null : <Chip>{t('satisfaction', { score: inquiry.satisfaction })}</Chip>}
        <span className="quiet small">{parts.join(frame('sep'))}</span>
      </p>
      <Body text={inquiry.body} />
    </StreamItem>
  )
}

function SurveyItem({ survey }: { survey: Survey }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const [low, high] = surveyScale[survey.kind]
  const share = (survey.score - low) / (high - low)
  const tone = share < 0.62 ? 'risk' : share < 0.85 ? 'watch' : 'healthy'
  return (
    <StreamItem
      title={t('surveyTitle', { kind: survey.kind.toUpperCase(), score: format.number(survey.score), high })}
      when={survey.answeredAt}
      tone={tone}
    >
      <Body text={survey.comment ?? ''} />
      {survey.contact ? <p className="quiet small">{survey.contact.name}</p> : null}
    </StreamItem>
  )
}

const long = 240

function Body({ text }: { text: string }) {
  const { t } = useTranslation('timeline')
  const [open, setOpen] = useState(false)
  if (!text) return null
  return (
    <p className={styles.body}>
      {open || text.length <= long ? text : `${text.slice(0, long)}…`}
      {text.length > long ? (
        <button type="button" onClick={() => setOpen(!open)}>
          {open ? t('less') : t('more')}
        </button>
      ) : null}
    </p>
  )
}
