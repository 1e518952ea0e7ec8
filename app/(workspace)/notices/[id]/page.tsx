import { redirect } from 'next/navigation'
import { readNotice } from '@/lib/notices/commands/read'
import { oneNotice } from '@/lib/notices/schema'
import { requirePerson } from '@/lib/platform/auth/session'

/** Where letters and the list lead to: the notice is read, and its matter opens. One that is gone leads to the list. */
export default async function NoticePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requirePerson()
  const input = oneNotice.safeParse({ noticeId: (await params).id })
  const read = input.success ? await readNotice(actor, input.data) : undefined
  redirect(read?.ok ? read.value.place : '/notices')
}
