/** A member of staff as the sandbox lists them (`interface.md`, Sandbox); roles are those of procedures.md. */
export interface ListedMember {
  userId: string
  name: string
  community: string
  roles: string[]
  onDuty: boolean
}

/** An owner (业主) on WeChat as the sandbox lists them. */
export interface ListedOwner {
  externalUserId: string
  name: string
  rooms: string[]
}

/** A group chat (群) as the sandbox lists it. */
export interface ListedGroup {
  chatId: string
  name: string
  community: string
}

/** Everybody who can be played in the sandbox. */
export interface ListedPeople {
  members: ListedMember[]
  owners: ListedOwner[]
  groups: ListedGroup[]
}
