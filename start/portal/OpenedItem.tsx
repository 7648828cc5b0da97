import type { PortalItem } from '#capabilities/content/contract/portal.ts'
import type { Answers } from '#capabilities/content/core/form.ts'
import { Form } from '#capabilities/content/web/portal/Form.tsx'
import { Item } from '#capabilities/content/web/portal/Item.tsx'
import { ask, type Asking } from '#web/light/ask.ts'

type Props = { item: PortalItem; stepId: string; asking: Asking; onSent: () => void }

/** An item of a step as it is read, or a hearing sheet to be answered. */
export function OpenedItem({ item, stepId, asking, onSent }: Props) {
  const path = `/portal/steps/${stepId}/content/${item.key}`
  const save = async (answers: Answers, send: boolean) => {
    await ask(asking, 'PUT', `${path}/answers`, { answers, send })
    if (send) onSent()
  }
  const link = new URLSearchParams(asking.link ? { link: asking.link } : {})
  return (
    <Item item={item} language={asking.language} heading="h3" hrefOf={({ id }) => `/api/v1${path}/files/${id}?${link}`}>
      {item.body.format === 'form' ? (
        <Form
          questions={item.body.questions}
          given={item.sheet?.answers ?? {}}
          sent={item.sheet?.sent ?? false}
          closed={item.sheet?.closed ?? false}
          language={asking.language}
          onSave={save}
        />
      ) : null}
    </Item>
  )
}
