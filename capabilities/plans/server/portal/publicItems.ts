import { findFile, sendAttachment } from '#capabilities/content/server/index.ts'
import type { PublicItemAnswer } from '#capabilities/plans/contract/page.ts'
import { isId } from '#kernel/id.ts'
import type { CallContext } from '#platform/http/context.ts'
import { notFound } from '#platform/http/refusal.ts'
import type { RawRoutes } from '#platform/http/raw.ts'
import { type PagePlace, publicContent } from './pages.ts'

type ItemPlace = PagePlace & { item: string }

async function theItem(context: Pick<CallContext, 'database'>, place: ItemPlace) {
  const { row, items } = await publicContent(context, place)
  const item = items.find(({ key }) => key === place.item)
  if (!item) throw notFound()
  return { workspaceId: row.workspaceId, item }
}

/** An item that a public template gives to anybody; what it is to bring about is for our own people and stays out. */
export async function readPublicItem(context: CallContext, place: ItemPlace): Promise<PublicItemAnswer> {
  const { item } = await theItem(context, place)
  const { title, summary, body } = item.published
  return { key: item.key, title, summary, body }
}

/** The download of a file that anybody may have. */
export const publicFiles: RawRoutes = (app) => {
  app.get<{ Params: ItemPlace & { file: string } }>(
    '/api/v1/public-plans/:token/:key/content/:item/files/:file',
    { config: { mayCall: 'anybody' } },
    async (request, reply) => {
      const context = await request.callContext()
      const { file, ...place } = request.params
      const { workspaceId, item } = await theItem(context, place)
      const { body } = item.published
      // Of what is shown now alone: an older version's file is nobody's to have.
      const isShown = body.format === 'file' && [body.file.ja?.id, body.file.en?.id].includes(file)
      if (!isId(file) || !isShown) throw notFound()
      const found = await context.database.workspace(workspaceId, (tx) =>
        findFile(tx, workspaceId, { key: item.key, id: file }),
      )
      return sendAttachment(reply, context.files, found)
    },
  )
}
