import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Letter,
  type LetterFacts,
  letterInEnglish,
  letterInJapanese,
  mailto,
} from '#capabilities/renewals/core/letter.ts'
import type { Day } from '#kernel/day.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Papers, renewals } from '../apis.ts'
import styles from './papers.module.css'

type Language = 'ja' | 'en'

/** A letter that asks the decision maker for time: shown as it will be, and opened in the person's own mail program. */
export function LetterDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('renewalPapers')
  const { data, error, refetch } = useQuery(renewals.papers.queryOptions({ input: { id } }))
  return (
    <Dialog opened onClose={onClose} title={t('letter.open')} size={680}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[50, 100, 100, 80]} />}
      {data ? <Draft papers={data} /> : null}
    </Dialog>
  )
}

function Draft({ papers }: { papers: Papers }) {
  const { t } = useTranslation('renewalPapers')
  const { language: own, today } = useFormat()
  const [language, setLanguage] = useState<Language>(own)
  const { decisionMaker } = papers
  const letter = letterOf(papers, language, today())
  return (
    <>
      <div className={styles.draftHead}>
        <p className="quiet small">{t('letter.lead')}</p>
        <SegmentedControl
          size="xs"
          aria-label={t('letter.language')}
          data={[
            { value: 'ja', label: t('letter.languages.ja') },
            { value: 'en', label: t('letter.languages.en') },
          ]}
          value={language}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'ja')}
        />
      </div>
      <Pairs>
        <Pair name={t('letter.to')}>
          {decisionMaker?.email ?? (
            <span className="quiet">
              {decisionMaker ? t('letter.noAddress', { name: decisionMaker.name }) : t('letter.nobody')}
            </span>
          )}
        </Pair>
        <Pair name={t('letter.subject')}>
          <span lang={language}>{letter.subject}</span>
        </Pair>
      </Pairs>
      <div className={styles.body} lang={language} role="region" aria-label={t('letter.body')} tabIndex={0}>
        {letter.body}
      </div>
      <div className={styles.send}>
        <Button
          variant="default"
          onClick={() => void navigator.clipboard.writeText(letter.body).then(() => toast(t('letter.copied')))}
        >
          {t('letter.copy')}
        </Button>
        <Button component="a" href={mailto(decisionMaker?.email ?? null, letter)}>
          {t('letter.send')}
        </Button>
      </div>
    </>
  )
}

function letterOf(papers: Papers, language: Language, today: Day): Letter {
  const number = (key: string) => {
    const value = papers.use.find(({ now }) => now.key === key)?.now.value
    return typeof value === 'number' ? value : null
  }
  const reached = papers.milestones.at(-1)
  const facts: LetterFacts = {
    account: papers.account.name,
    workspace: papers.workspace,
    sender: papers.sender,
    to: papers.decisionMaker,
    products: [...new Set(papers.lines.map(({ product }) => product))],
    startedOn: papers.startedOn as Day,
    termLast: papers.termLast as Day,
    noticeBy: papers.noticeBy !== null && papers.noticeBy >= today ? (papers.noticeBy as Day) : null,
    autoRenews: papers.autoRenews,
    seats: number('contract.seats'),
    licenceUse: number('metric.licence_use'),
    weeklyUsers: number('metric.weekly_active_users'),
    reached: reached ? inLanguage(reached.label, language) : null,
    offer: { from: papers.offer.from as Day, until: papers.offer.until as Day },
  }
  return language === 'ja' ? letterInJapanese(facts) : letterInEnglish(facts)
}
