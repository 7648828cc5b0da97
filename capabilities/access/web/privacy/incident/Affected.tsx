import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { incidentPeoplePath as PeoplePath } from '#capabilities/access/contract/incident.ts'
import { errorText } from '#web/problemText.ts'
import { download } from '#web/proof.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'
import { askedOf, type Wanted } from './asked.ts'

/** `incidentPeoplePath` of the contract; imported as text, so that the schemas stay out of the browser. */
const peoplePath = '/api/v1/privacy/incident/people.csv' satisfies typeof PeoplePath

/** Whose data may have been read, as a number and as a file for the report. */
export function Affected({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('privacy')
  const { language, number } = useFormat()
  const asked = askedOf(wanted)
  const { data } = useQuery({
    ...privacy.incident.people.queryOptions({ input: asked }),
    enabled: asked.from !== '' && asked.to !== '',
  })
  const take = () =>
    void download(`${peoplePath}?${new URLSearchParams({ ...asked, locale: language })}`).catch((problem: unknown) =>
      toast(errorText(problem), { tone: 'risk' }),
    )
  return (
    <Section
      title={t('incident.people')}
      note={t('incident.peopleNote')}
      actions={
        <Button
          variant="default"
          size="xs"
          disabled={!data?.people}
          leftSection={<Icon name="download" size={14} />}
          onClick={take}
        >
          {t('incident.csv')}
        </Button>
      }
    >
      {data ? (
        <p>
          {data.people > 0
            ? t('incident.count', { people: number(data.people), count: data.accounts })
            : t('incident.nobody')}{' '}
          {data.everybody ? t('incident.all') : null}
        </p>
      ) : null}
    </Section>
  )
}
