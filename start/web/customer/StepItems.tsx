import { useQuery } from '@tanstack/react-query'
import type { contentContract } from '#capabilities/content/contract.ts'
import { Form } from '#capabilities/content/web/portal/Form.tsx'
import { Item } from '#capabilities/content/web/portal/Item.tsx'
import { fileHref } from '#capabilities/content/web/Preview.tsx'
import type { StepItemsProps } from '#capabilities/plans/web/share/stepItems.ts'
import { api } from '#web/client.ts'
import { ItemList } from '#start/portal/ItemList.tsx'

const content = api<typeof contentContract>('content')

/** What a step gives the customer, as they read it. Nothing is answered here, and that one of ours looked is noted nowhere. */
export function StepItems({ step, language }: StepItemsProps) {
  const names = useQuery(content.names.queryOptions({ staleTime: 60_000 })).data?.items ?? []
  const titles = step.content.flatMap((key) => names.filter((one) => one.key === key))
  const open = async (wanted: string) => {
    const { id, key, published } = await content.get.call({ id: titles.find((one) => one.key === wanted)!.id })
    return { id, key, shown: published! } // what has a name there was published
  }
  return (
    <ItemList titles={titles} language={language} open={open}>
      {({ id, shown }) => (
        <Item item={shown} language={language} heading="h3" hrefOf={fileHref(id)}>
          {shown.body.format === 'form' ? (
            <Form key={language} questions={shown.body.questions} given={{}} language={language} />
          ) : null}
        </Item>
      )}
    </ItemList>
  )
}
