import type { CategoryGroup } from './category.ts'

/** 办事咨询: the level-2 categories of this group and their words (domain-facts 2.2). */
export const AFFAIRS: CategoryGroup = {
  key: 'affairs',
  title: '办事咨询',
  categories: [
    {
      key: 'access_card',
      title: '门禁卡人脸',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '门禁卡|补卡|办卡|录人脸|删人脸|nfc|梯控卡|开门密码']],
    },
    {
      key: 'move_pass',
      title: '搬家放行',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '搬家|放行条|出门条|搬出|大件出门|货车进来']],
    },
    {
      key: 'parking_apply',
      title: '车位车牌办理',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '租车位|买车位|车牌登记|录车牌|换车牌|月租|充电桩安装证明']],
    },
    {
      key: 'office_info',
      title: '办公时间与联系方式',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '几点上班|几点下班|电话多少|在哪办公|周末有人吗|值班|管家微信']],
    },
    {
      key: 'certificate',
      title: '证明盖章',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '证明|盖章|居住证明|落户|入学|授权书']],
    },
    {
      key: 'visitor',
      title: '访客放行',
      department: 'order',
      defaultKind: 'consult',
      cues: [[4, '访客|朋友来|登记|访客码|临时车|放行|外卖进不来|预约来访']],
    },
    {
      key: 'parcel',
      title: '快递外卖',
      department: 'order',
      defaultKind: 'consult',
      cues: [[4, '快递|外卖柜|驿站|取件码|快递柜|代签']],
    },
    {
      key: 'community_event',
      title: '社区活动公告',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '活动|报名|名额|亲子|观影|市集|通知|公告|投票']],
    },
    {
      key: 'progress_query',
      title: '进度查询',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '进度|排到没|修了没|什么时候来|单号|处理得怎么样']],
    },
    {
      key: 'owner_info',
      title: '业主信息',
      department: 'customer_service',
      defaultKind: 'consult',
      cues: [[4, '改手机号|过户登记|户主|房东电话|楼上电话|登记信息|更正']],
    },
  ],
}
