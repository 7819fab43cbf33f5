import type { Community } from '../../src/config/communities.ts'
import { createDirectory } from '../../src/directory/index.ts'
import { sampleConfig } from './builders.ts'

const [cuihu] = sampleConfig.communities
if (cuihu === undefined) throw new Error('the sample configuration has no community')

/** A second estate that shares its supervisor and one guard with the first, has one department and no groups. */
export const bihai: Community = {
  ...cuihu,
  id: 'bihai',
  name: '碧海湾',
  members: [
    { userId: 'TangYun', name: '唐云', roles: ['front_desk'] },
    { userId: 'SunLi', name: '孙丽', roles: ['supervisor', 'department_head'] },
    { userId: 'HeZhiyuan', name: '何志远', roles: ['manager'] },
    { userId: 'ZhaoQiang', name: '赵强', roles: ['staff'] },
  ],
  departments: [{ key: 'order', title: '安保部', head: 'SunLi', members: ['SunLi', 'ZhaoQiang'] }],
  shifts: [],
  groups: [],
}

/** The sample community with the second one behind it. */
export const twoCommunities: readonly Community[] = [cuihu, bihai]
export const directoryOfTwo = createDirectory(twoCommunities, sampleConfig.holidays)
