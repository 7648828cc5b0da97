import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Page } from '#web/ui/Page.tsx'
import { type Papers, renewals } from '../apis.ts'
import styles from './papers.module.css'
import { Aims, Contract, Milestones, Support, Use } from './parts.tsx'

/** One page of paper for the customer's own approval (稟議): from records alone; what is missing is left out. */
export function Sheet() {
  const { t } = useTranslation(['renewalPapers', 'renewals'])
  const { id } = useParams({ from: '/frame/renewals/$id/sheet' })
  const { data, error, refetch } = useQuery(renewals.papers.queryOptions({ input: { id } }))
  return (
    <Page
      title={t('sheet.open')}
      bare
      path={[
        { label: t('renewals:title'), to: '/renewals' },
        { label: data?.account.name ?? '…', to: `/renewals/${id}` },
        { label: t('sheet.open') },
      ]}
    >
      <div className={`${styles.bar} no-print`}>
        <Link to="/renewals/$id" params={{ id }}>
          {t('sheet.back')}
        </Link>
        <Button size="xs" onClick={() => print()} disabled={!data}>
          {t('sheet.print')}
        </Button>
      </div>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[60, 100, 100, 80]} height={36} />}
      {data ? <Paper papers={data} /> : null}
    </Page>
  )
}

function Paper({ papers }: { papers: Papers }) {
  const { t } = useTranslation('renewalPapers')
  const format = useFormat()
  const products = [...new Set(papers.lines.map(({ product }) => product))]
  const { workspace, sender } = papers
  return (
    <article className={styles.sheet}>
      <header>
        <p>{t('sheet.for', { name: papers.account.name })}</p>
        <h2>{t('sheet.title', { name: products.join(format.language === 'ja' ? '・' : ', ') || workspace })}</h2>
        <p className="soft">{t('sheet.purpose')}</p>
      </header>
      <Contract papers={papers} />
      <Aims papers={papers} />
      <Use papers={papers} />
      <Milestones papers={papers} />
      <Support papers={papers} />
      <footer>
        <span>{t('sheet.source', { workspace })}</span>
        <span>{t('sheet.made', { workspace, name: sender.name, day: format.dayPlain(format.today()) })}</span>
      </footer>
    </article>
  )
}
