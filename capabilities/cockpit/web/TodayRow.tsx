import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { GradeMark } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import type { TodayItem } from './apis.ts'
import styles from './cockpit.module.css'
import type { Doing } from './CtaDialogs.tsx'
import { RankWhy } from './RankWhy.tsx'
import { kindTones, useDue, useMinutes } from './words.ts'

type Row = {
  item: TodayItem
  isOn: boolean
  isOpen: boolean
  onPick: () => void
  onWhy: () => void
  onDo: (doing: Doing) => void
}

/** One thing of the day: what it is about and why, what is at stake, until when, and what may be done with it. */
export function TodayRow({ item, isOn, isOpen, onPick, onWhy, onDo }: Row) {
  const mayWork = useMay('ctas.work')
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const minutes = useMinutes()
  const due = useDue()
  return (
    // The keys of the page do all that a click here does; a click only says which line is meant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.item}
      data-on={isOn}
      data-cta={item.id}
      tabIndex={isOn ? 0 : -1}
      onClick={onPick}
      onFocus={onPick}
    >
      <div className={styles.line}>
        <span
          className={styles.kind}
          data-tone={kindTones[item.kind]}
          role="img"
          aria-label={t(`kinds.${item.kind}`)}
        />
        <What item={item} />
        <button
          type="button"
          className={styles.fact}
          aria-expanded={isOpen}
          title={isOpen ? t('item.hideWhy') : t('item.why')}
          onClick={onWhy}
        >
          {t('item.stake')}
          <b className="num">{format.moneyShort(item.rank.stake.amount.amount)}</b>
        </button>
        <div className={styles.fact}>
          {t('item.due')}
          <b data-over={item.dueOn < format.today()} title={format.day(item.dueOn)}>
            {due(item.dueOn)}
          </b>
        </div>
        <div className={styles.fact}>
          {t('item.effort')}
          <b className="num">{minutes(item.effortMinutes)}</b>
        </div>
        {mayWork ? <Acts item={item} onDo={onDo} /> : null}
      </div>
      {isOpen ? <RankWhy item={item} /> : null}
    </li>
  )
}

function What({ item }: { item: TodayItem }) {
  const { t } = useTranslation('cockpit')
  const { language } = useFormat()
  const because = item.because ? inLanguage(item.because, language) : item.note
  return (
    <div className={styles.what}>
      <div className={styles.title}>
        <span>
          <Link
            to="/customers/$id"
            params={{ id: item.account.id }}
            title={t('item.open', { account: item.account.name })}
          >
            {item.account.name}
          </Link>
          {' · '}
          {inLanguage(item.title, language)}
        </span>
        {item.health.grade === 'unknown' ? null : <GradeMark {...item.health} brief />}
        {item.pinned ? <span className="quiet small">{t('item.pinned')}</span> : null}
      </div>
      <p className={styles.because}>
        {because || (item.createdBy ? t('item.byHand', { name: item.createdBy.name }) : null)}
        {item.owner ? null : <span className="quiet"> ({t('item.nobody')})</span>}
      </p>
    </div>
  )
}

function Acts({ item, onDo }: { item: TodayItem; onDo: Row['onDo'] }) {
  const { t } = useTranslation('cockpit')
  const { language } = useFormat()
  return (
    <div className={styles.acts}>
      <Button size="xs" onClick={() => onDo({ what: 'done', cta: item })}>
        {t('act.done')}
      </Button>
      <Button size="xs" variant="default" onClick={() => onDo({ what: 'snooze', cta: item })}>
        {t('act.snooze')}
      </Button>
      <MoreMenu
        label={t('item.actions', { title: inLanguage(item.title, language) })}
        choices={[
          { label: t('act.delegate'), onChoose: () => onDo({ what: 'delegate', cta: item }) },
          { label: t('act.edit'), onChoose: () => onDo({ what: 'edit', cta: item }) },
          { label: item.pinned ? t('act.unpin') : t('act.pin'), onChoose: () => onDo({ what: 'pin', cta: item }) },
        ]}
      />
    </div>
  )
}
