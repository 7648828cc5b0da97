import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import type { Item } from './apis.ts'
import { useItemMoves } from './useItemMoves.ts'
import { said } from './words.tsx'

/** The steps of templates and of customers' plans that give an item. */
export function Uses({ item }: { item: Item }) {
  const { t } = useTranslation('content')
  const { language } = useFormat()
  return (
    <Section title={t('uses.title')} note={item.uses.length > 0 ? t('uses.count', { count: item.usedBy }) : null}>
      {item.uses.length === 0 ? <EmptyState compact>{t('uses.none')}</EmptyState> : null}
      {item.uses.map(({ where, id, name, step, account }, at) => (
        <Row key={`${where} ${id} ${at}`}>
          {account ? (
            <Link to="/customers/$id" params={{ id: account.id }} search={{ tab: 'plan' }}>
              {account.name}
            </Link>
          ) : (
            <Link to="/settings/plans/$key" params={{ key: id }}>
              {said(name, language)}
            </Link>
          )}{' '}
          <span className="quiet small">{said(step, language)}</span>
        </Row>
      ))}
    </Section>
  )
}

/** Who opened an item, which version of it, how often and when last. */
export function Readers({ item }: { item: Item }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  return (
    <Section title={t('readers.title')} note={item.reads > 0 ? t('readers.count', { count: item.reads }) : null}>
      {item.readers.length === 0 ? <EmptyState compact>{t('readers.none')}</EmptyState> : null}
      {item.readers.map(({ name, account, isContact, version, times, lastAt }, at) => (
        <Row
          key={at}
          end={
            <span className="quiet small" title={format.stamp(lastAt)}>
              {t('readers.times', { count: times })} · {format.ago(lastAt)}
            </span>
          }
        >
          {name || t('readers.somebody')}{' '}
          <span className="quiet small">
            {account?.name ?? (isContact ? null : t('readers.ours'))} {t('version', { version })}
          </span>
        </Row>
      ))}
    </Section>
  )
}

/** The published versions; an older one is put in the place of the draft with a click. */
export function Versions({ item, mayManage }: { item: Item; mayManage: boolean }) {
  const { t } = useTranslation('content')
  const format = useFormat()
  const { restore } = useItemMoves()
  if (item.versions.length === 0) return null
  return (
    <Section title={t('versions.title')}>
      {item.versions.map(({ version, note, publishedAt, publishedBy }) => (
        <Row
          key={version}
          end={
            <span className="quiet small">
              {publishedBy ?? t('versions.readyMade')} · {format.ago(publishedAt)}{' '}
              {mayManage && (version !== item.version || item.changed) ? (
                <MoreMenu
                  label={t('versions.menu', { version })}
                  choices={[{ label: t('versions.restore'), onChoose: () => void restore(item, version) }]}
                />
              ) : null}
            </span>
          }
        >
          <b>{t('version', { version })}</b>
          {note ? <div className="soft small">{note}</div> : null}
        </Row>
      ))}
    </Section>
  )
}
