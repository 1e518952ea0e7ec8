import { redirect } from 'next/navigation'
import { firstDestinations } from '@/components/shell/destinations'
import { requirePerson } from '@/lib/platform/auth/session'

/** Where a person's day starts. */
export default async function HomePage() {
  const person = await requirePerson()
  redirect(`/${firstDestinations(person.roles)[0]}`)
}
