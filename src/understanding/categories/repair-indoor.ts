import type { CategoryGroup } from './category.ts'

/** 户内报修: the level-2 categories of this group and their words (domain-facts 2.2). */
export const REPAIR_INDOOR: CategoryGroup = {
  key: 'repair_indoor',
  title: '户内报修',
  categories: [
    {
      key: 'plumbing',
      title: '户内水路',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '水龙头|角阀|软管|马桶水箱|花洒|水槽下面滴水|水表|地热分水器漏']],
    },
    {
      key: 'drain_blocked',
      title: '户内下水堵塞',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '下水堵|地漏堵|马桶堵|返水|反水|冒上来|通下水|水下不去|反味']],
    },
    {
      key: 'water_leak',
      title: '漏水渗水',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '漏水|渗水|滴水|天花水印|楼上漏|墙皮鼓包|返潮|发霉|飘窗渗|屋面漏到家里']],
    },
    {
      key: 'home_electric',
      title: '户内电路',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '跳闸|空开|插座没电|家里没电|灯不亮|灯一闪一闪|电表箱|漏保']],
    },
    {
      key: 'door_window',
      title: '门窗锁具',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '门锁|锁芯|关不上门|门把手|推拉门|窗户把手|纱窗|合页|卷帘门|玻璃胶']],
    },
    {
      key: 'intercom_network',
      title: '对讲弱电网络',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '可视对讲|门铃|对讲没声|弱电箱|断网|网线|光猫|电视信号|wifi']],
    },
    {
      key: 'wall_floor',
      title: '墙地面问题',
      department: 'engineering',
      defaultKind: 'repair',
      cues: [[4, '墙裂|裂缝|空鼓|掉砖|地板鼓|墙皮掉|瓷砖松']],
    },
  ],
}
