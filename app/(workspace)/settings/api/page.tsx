import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { apiDocument } from '@/app/api/v1/document'
import { ApiReference } from '@/components/api-reference/api-reference'
import { requirePerson } from '@/lib/platform/auth/session'
import type { ApiDocument } from '@/lib/platform/http/api-reference'
import { publicUrl } from '@/lib/platform/http/public-url'
import { one, type Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people.api'))('title') }
}

let document: ApiDocument | undefined

export default async function ApiPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  document ??= apiDocument() as ApiDocument
  return (
    <ApiReference
      actor={actor}
      document={document}
      open={one(query, 'open')}
      address={publicUrl('/api/v1')}
    />
  )
}
