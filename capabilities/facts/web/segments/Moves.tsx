import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { segments } from './apis.ts'

const first = 12
const most = 500

/** Who entered the segment and who left it, the newest first. */
export function Moves({ id }: { id: string }) {
  const { t } = useTranslation('segments')
  const format = useFormat()
  const [limit, setLimit] = useState(first)
  const { data, isFetching } = useQuery(
    segments.moves.queryOptions({ input: { id, limit }, placeholderData: keepPreviousData }),
  )
  return (
    <Section title={t('page.moves')}>
      {data ? null : <BoneLines widths={[80, 70, 75]} />}
      {data?.rows.length === 0 ? <p className="quiet">{t('page.noMoves')}</p> : null}
      {data?.rows.map(({ account, at, enters }) => (
        <Row
          key={`${account.id} ${at} ${enters}`}
          lead={
            <Chip tone={enters ? 'info' : 'plain'}>{enters ? `＋ ${t('page.entered')}` : `− ${t('page.left')}`}</Chip>
          }
          end={
            <time dateTime={at} title={format.stamp(at)}>
              {format.ago(at)}
            </time>
          }
        >
          <Link to="/customers/$id" params={{ id: account.id }}>
            {account.name}
          </Link>
        </Row>
      ))}
      {data?.more && limit < most ? (
        <Button size="xs" variant="subtle" loading={isFetching} onClick={() => setLimit(Math.min(most, limit * 4))}>
          {t('page.moreMoves')}
        </Button>
      ) : null}
    </Section>
  )
}
