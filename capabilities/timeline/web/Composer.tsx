import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { activityKindChoices, type ActivityKind } from '#capabilities/timeline/core/words.ts'
import { type Action, useActions } from '#web/actions/actions.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { KeyHint } from '#web/ui/KeyHint.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Person, timeline } from './apis.ts'
import { draftKey } from './drafts.ts'
import styles from './Timeline.module.css'

/** Writes down a note, a call, a meeting. What is written but not sent is kept in this browser, until one signs out. */
export function Composer({ accountId, people }: { accountId: string; people: readonly Person[] }) {
  const { t } = useTranslation('timeline')
  const { language } = useFormat()
  const queries = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const [body, setBody] = useState(() => localStorage.getItem(draftKey(accountId)) ?? '')
  const [kind, setKind] = useState<ActivityKind>('note')
  const [contactIds, setContactIds] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const [focused, setFocused] = useState(false)
  useActions(
    useMemo<Action[]>(
      () => [
        {
          id: 'note',
          label: t('write'),
          words: t('writeWords'),
          keys: 'n',
          group: 'page',
          run: () => field.current?.focus(),
        },
      ],
      [t],
    ),
  )
  const write = (text: string) => {
    setBody(text)
    if (text) localStorage.setItem(draftKey(accountId), text)
    else localStorage.removeItem(draftKey(accountId))
  }
  const send = async () => {
    if (body.trim() === '' || busy) return
    setBusy(true)
    try {
      const made = await timeline.activities.create.call({
        id: accountId,
        kind,
        body: body.trim(),
        contactIds: [...contactIds],
      })
      write('')
      setContactIds([])
      await queries.invalidateQueries({ queryKey: timeline.key() })
      toast(t('written'), {
        undo: async () => {
          await timeline.activities.archive.call({ id: made.id })
          await queries.invalidateQueries({ queryKey: timeline.key() })
        },
      })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      void send()
    }
  }
  const open = focused || body !== ''
  return (
    <div className={styles.composer} data-open={open || undefined}>
      <textarea
        ref={field}
        rows={open ? 3 : 1}
        value={body}
        aria-label={t('write')}
        placeholder={t('placeholder')}
        onFocus={() => setFocused(true)}
        onBlur={(event) => !event.relatedTarget && setFocused(false)}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {open ? (
        <div className={styles.composerFoot}>
          <select aria-label={t('kind')} value={kind} onChange={(event) => setKind(event.target.value as ActivityKind)}>
            {activityKindChoices.map((choice) => (
              <option key={choice.key} value={choice.key}>
                {inLanguage(choice.label, language)}
              </option>
            ))}
          </select>
          {kind !== 'note' && people.length > 0 ? (
            <select
              aria-label={t('with')}
              value=""
              onChange={(event) =>
                event.target.value && setContactIds([...new Set([...contactIds, event.target.value])])
              }
            >
              <option value="">{t('with')}</option>
              {people.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          ) : null}
          {contactIds.map((id) => (
            <button
              key={id}
              type="button"
              className={styles.chosen}
              onClick={() => setContactIds(contactIds.filter((other) => other !== id))}
            >
              {people.find((one) => one.id === id)?.name} ×
            </button>
          ))}
          <span className={styles.send}>
            <span className="quiet small">
              <KeyHint keys="mod+Enter" />
            </span>
            <Button size="xs" loading={busy} disabled={body.trim() === ''} onClick={() => void send()}>
              {t('keep')}
            </Button>
          </span>
        </div>
      ) : null}
    </div>
  )
}
