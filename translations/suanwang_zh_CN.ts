<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>app::Messages</name>
    <message>
        <source>%1 was not opened.</source>
        <translation>未能打开 %1。</translation>
    </message>
    <message>
        <source>There is no such file. What is on the screen stays.</source>
        <translation>没有这个文件。屏幕上的内容保持不变。</translation>
    </message>
    <message>
        <source>Look for it with Open.</source>
        <translation>请用“打开”查找该文件。</translation>
    </message>
    <message>
        <source>It could not be read. What is on the screen stays.</source>
        <translation>文件无法读取。屏幕上的内容保持不变。</translation>
    </message>
    <message>
        <source>Check its permissions and the disk.</source>
        <translation>请检查文件权限和磁盘。</translation>
    </message>
    <message>
        <source>It is larger than what is accepted. What is on the screen stays.</source>
        <translation>文件超出允许的大小。屏幕上的内容保持不变。</translation>
    </message>
    <message>
        <source>Open a smaller one.</source>
        <translation>请打开较小的文件。</translation>
    </message>
    <message>
        <source>It is of a kind or version this program does not handle. What is on the screen stays.</source>
        <translation>本程序不支持该文件的类型或版本。屏幕上的内容保持不变。</translation>
    </message>
    <message>
        <source>Open a .swr, .json, .sws, .gml, .graphml or .graph file, or an SNDlib network (.txt, .xml).</source>
        <translation>请打开 .swr、.json、.sws、.gml、.graphml 或 .graph 文件，或 SNDlib 网络（.txt、.xml）。</translation>
    </message>
    <message>
        <source>It breaks rules, so the twin keeps the registry it has.</source>
        <translation>它不符合校验规则，孪生体保留现有注册数据。</translation>
    </message>
    <message numerus="yes">
        <source>It breaks rules (%n problem(s)), so the twin keeps the registry it has.</source>
        <translation>
            <numerusform>它不符合校验规则（%n 个问题），孪生体保留现有注册数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>The details name each entity and field; mend them and open it again.</source>
        <translation>详情列出了每个实体和字段，请修正后重新打开。</translation>
    </message>
    <message>
        <source>It is damaged, or not what its ending says. What is on the screen stays.</source>
        <translation>文件已损坏，或内容与扩展名不符。屏幕上的内容保持不变。</translation>
    </message>
    <message>
        <source>The details say where reading stopped.</source>
        <translation>详情说明了读取停止的位置。</translation>
    </message>
    <message>
        <source>%1 is open.</source>
        <translation>已打开 %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s) on it, in the details.</source>
        <translation>
            <numerusform>有 %n 条说明，见详情。</numerusform>
        </translation>
    </message>
    <message>
        <source>The demo&apos;s telemetry has ended: it was about another registry.</source>
        <translation>演示遥测已停止：它针对的是另一份注册数据。</translation>
    </message>
    <message>
        <source>The state was saved to %1.</source>
        <translation>状态已保存到 %1。</translation>
    </message>
    <message>
        <source>The state was not saved to %1.</source>
        <translation>状态未能保存到 %1。</translation>
    </message>
    <message>
        <source>No file was made or changed.</source>
        <translation>没有创建或更改任何文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请选择其他文件夹，或释放一些空间。</translation>
    </message>
    <message>
        <source>Telemetry cannot be taken.</source>
        <translation>无法接收遥测。</translation>
    </message>
    <message>
        <source>What is on the screen is not live.</source>
        <translation>屏幕上的内容不是实时的。</translation>
    </message>
    <message>
        <source>Free the address or the store, or start with others.</source>
        <translation>请释放该地址或存储，或换用其他参数启动。</translation>
    </message>
    <message>
        <source>Taking telemetry at %1.</source>
        <translation>正在 %1 接收遥测。</translation>
    </message>
    <message>
        <source>The demo&apos;s registry is missing.</source>
        <translation>缺少演示注册数据。</translation>
    </message>
    <message>
        <source>There is nothing to play.</source>
        <translation>没有可播放的内容。</translation>
    </message>
    <message>
        <source>Build the target demo_registry, or install the program again.</source>
        <translation>请构建目标 demo_registry，或重新安装本程序。</translation>
    </message>
    <message>
        <source>Telemetry comes from the bus %1.</source>
        <translation>遥测来自消息总线 %1。</translation>
    </message>
    <message>
        <source>The bus %1 does not answer.</source>
        <translation>消息总线 %1 无响应。</translation>
    </message>
    <message>
        <source>What it carries is missing until it is there again; nothing that was acknowledged is lost.</source>
        <translation>恢复之前，其承载的数据缺失；已确认的数据不会丢失。</translation>
    </message>
    <message>
        <source>Check the server and the line to it: it is tried again all the time.</source>
        <translation>请检查服务器及其线路：系统会不断重试。</translation>
    </message>
    <message>
        <source>Another program keeps this store; this console follows it.</source>
        <translation>另一个程序在维护此存储；本控制台跟随它。</translation>
    </message>
    <message>
        <source>What it takes is seen here a second or two later; nothing is taken here.</source>
        <translation>它接收的内容一两秒后在这里可见；这里不接收任何数据。</translation>
    </message>
</context>
<context>
    <name>models::AlarmWords</name>
    <message>
        <source>no light</source>
        <extracomment>alarm of a link</extracomment>
        <translation>无光</translation>
    </message>
    <message>
        <source>cooling has failed</source>
        <extracomment>alarm of a pool</extracomment>
        <translation>制冷故障</translation>
    </message>
    <message>
        <source>power is lost</source>
        <extracomment>alarm of a pool
----------
alarm of a site</extracomment>
        <translation>供电中断</translation>
    </message>
    <message>
        <source>cards have failed</source>
        <extracomment>alarm of a pool</extracomment>
        <translation>卡故障</translation>
    </message>
    <message>
        <source>light is degrading</source>
        <extracomment>alarm of an optical channel</extracomment>
        <translation>光信号劣化</translation>
    </message>
    <message>
        <source>signal is lost</source>
        <extracomment>alarm of an optical channel</extracomment>
        <translation>信号丢失</translation>
    </message>
    <message>
        <source>interface is down</source>
        <extracomment>alarm of a link</extracomment>
        <translation>接口中断</translation>
    </message>
    <message>
        <source>transmission is degraded</source>
        <extracomment>alarm of a link</extracomment>
        <translation>传输劣化</translation>
    </message>
    <message>
        <source>congested</source>
        <extracomment>alarm of a link</extracomment>
        <translation>拥塞</translation>
    </message>
    <message>
        <source>too hot</source>
        <extracomment>alarm of a pool</extracomment>
        <translation>温度过高</translation>
    </message>
    <message>
        <source>out of service</source>
        <extracomment>alarm of a pool
----------
alarm of a site</extracomment>
        <translation>停止服务</translation>
    </message>
    <message>
        <source>runs on battery</source>
        <extracomment>alarm of a site</extracomment>
        <translation>由电池供电</translation>
    </message>
    <message>
        <source>does not answer</source>
        <extracomment>alarm of a service node</extracomment>
        <translation>无应答</translation>
    </message>
    <message>
        <source>a device restarted</source>
        <extracomment>alarm of a site</extracomment>
        <translation>设备重新启动</translation>
    </message>
</context>
<context>
    <name>models::Attention</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: what is wrong, %2: the reason as reported</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n 个资源池</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n 条链路</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n optical channel(s)</source>
        <translation>
            <numerusform>%n 个光通道</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tunnel(s)</source>
        <translation>
            <numerusform>%n 条隧道</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service node(s)</source>
        <translation>
            <numerusform>%n 个服务节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n 个站点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n 条业务流</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个作业</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in use A→B, over %2</source>
        <translation>A→B 利用率 %1，超过 %2</translation>
    </message>
    <message>
        <source>%1 in use B→A, over %2</source>
        <translation>B→A 利用率 %1，超过 %2</translation>
    </message>
    <message>
        <source>%1 in use, over %2</source>
        <translation>利用率 %1，超过 %2</translation>
    </message>
    <message>
        <source>%1 without fresh values for up to %2</source>
        <translation>%1无新数据，最长 %2</translation>
    </message>
    <message>
        <source>Values are %1 old</source>
        <translation>数值已有 %1 未更新</translation>
    </message>
    <message>
        <source>The journal cannot be written; nothing is acknowledged</source>
        <translation>日志无法写入，不再确认任何数据</translation>
    </message>
    <message numerus="yes">
        <source>Cut: all %n link(s) in it are down</source>
        <translation>
            <numerusform>切断：其中 %n 条链路全部不通</numerusform>
        </translation>
    </message>
    <message>
        <source>Down</source>
        <translation>中断</translation>
    </message>
    <message numerus="yes">
        <source>Down, with %n link(s)</source>
        <translation>
            <numerusform>中断，影响 %n 条链路</numerusform>
        </translation>
    </message>
    <message>
        <source>Full: %1 in use</source>
        <translation>已满：利用率 %1</translation>
    </message>
    <message>
        <source>Inlet %1, over %2</source>
        <translation>进风温度 %1，超过 %2</translation>
    </message>
    <message>
        <source>Bit error ratio %1, limit %2</source>
        <translation>误码率 %1，限值 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) failed (%1)</source>
        <translation>
            <numerusform>%n 张卡故障（%1）</numerusform>
        </translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>性能下降</translation>
    </message>
    <message>
        <source>Alarm %1</source>
        <translation>告警 %1</translation>
    </message>
    <message>
        <source>Disconnected, last heard %1 ago</source>
        <translation>已断开，%1 前最后一次收到数据</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) refused</source>
        <translation>
            <numerusform>拒收 %n 个样本</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown name(s), most often</source>
        <translation>
            <numerusform>%n 个未知名称，最多的是</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 never heard of</source>
        <translation>%1从未收到数据</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) dropped because the journal is full</source>
        <translation>
            <numerusform>日志已满，丢弃 %n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>This console</source>
        <translation>本控制台</translation>
    </message>
    <message>
        <source>%1 ± %2 less than expected A→B</source>
        <translation>A→B 比预期少 %1（±%2）</translation>
    </message>
    <message>
        <source>%1 ± %2 less than expected B→A</source>
        <translation>B→A 比预期少 %1（±%2）</translation>
    </message>
    <message>
        <source>%1 ± %2 more than expected A→B</source>
        <translation>A→B 比预期多 %1（±%2）</translation>
    </message>
    <message>
        <source>%1 ± %2 more than expected B→A</source>
        <translation>B→A 比预期多 %1（±%2）</translation>
    </message>
    <message numerus="yes">
        <source>%1, likely %2 (on %n link(s))</source>
        <extracomment>%1: how far a link is off, %2: what explains it; %n: links on which it shows</extracomment>
        <translation>
            <numerusform>%1，可能原因：%2（涉及 %n 条链路）</numerusform>
        </translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>告警：%1</translation>
    </message>
    <message>
        <source>As the source wrote it: %1</source>
        <translation>数据源原文：%1</translation>
    </message>
    <message>
        <source>The journal is %1 full; when it is full, nothing more is taken</source>
        <translation>日志已用 %1；满后将不再接收任何数据</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n time(s))</source>
        <extracomment>%1: an alarm, %n: how often it was reported</extracomment>
        <translation>
            <numerusform>%1（%n 次）</numerusform>
        </translation>
    </message>
    <message>
        <source>Reported by %1</source>
        <extracomment>%1: names of telemetry sources</extracomment>
        <translation>上报来源：%1</translation>
    </message>
    <message>
        <source>The history cannot be written or read; the journal grows</source>
        <translation>历史库无法写入或读取；日志持续增长</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) refused</source>
        <translation>
            <numerusform>%n 条告警被拒绝</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::AttentionModel</name>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Handled by</source>
        <translation>处理情况</translation>
    </message>
</context>
<context>
    <name>models::BillTable</name>
    <message>
        <source>Bid</source>
        <translation>买单</translation>
    </message>
    <message>
        <source>Of orders made of the twin: the job.</source>
        <translation>由孪生体生成的订单中即作业。</translation>
    </message>
    <message>
        <source>Resource pool</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>Card-hours</source>
        <translation>卡时</translation>
    </message>
    <message>
        <source>Delivered.</source>
        <translation>已交付。</translation>
    </message>
    <message>
        <source>EFLOPS·h</source>
        <translation>EFLOPS·h</translation>
    </message>
    <message>
        <source>Delivered, at FP16.</source>
        <translation>已交付，按 FP16 计。</translation>
    </message>
    <message>
        <source>Gb/s·h</source>
        <translation>Gb/s·h</translation>
    </message>
    <message>
        <source>Bandwidth delivered, each way.</source>
        <translation>已交付的带宽（每个方向）。</translation>
    </message>
    <message>
        <source>Delivered part</source>
        <translation>交付比例</translation>
    </message>
    <message>
        <source>Hours delivered over hours of the contract.</source>
        <translation>交付小时数与合约小时数之比。</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>服务等级</translation>
    </message>
    <message>
        <source>Availability the pool promises: below it there is a credit.</source>
        <translation>资源池承诺的可用率：低于它则有服务补偿。</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>算力</translation>
    </message>
    <message>
        <source>Of what was delivered.</source>
        <translation>按实际交付计。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Service credit</source>
        <translation>服务补偿</translation>
    </message>
    <message>
        <source>The seller gives back below the service level: 10 % of the bill for compute, below 99 % 25 %, below 95 % all of it (assumed).</source>
        <translation>低于服务等级时卖方退还算力账单的 10 %，低于 99 % 退 25 %，低于 95 % 全部退还（假定）。</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>应付</translation>
    </message>
</context>
<context>
    <name>models::Calculator</name>
    <message>
        <source>A whole number from %1 to %2</source>
        <translation>%1 到 %2 的整数</translation>
    </message>
    <message>
        <source>A number from %1 to %2</source>
        <translation>%1 到 %2 的数</translation>
    </message>
    <message>
        <source>Parameters of the model</source>
        <translation>模型参数量</translation>
    </message>
    <message>
        <source>Tokens of a step</source>
        <translation>每步 token 数</translation>
    </message>
    <message>
        <source>Cards, all together</source>
        <translation>总卡数</translation>
    </message>
    <message>
        <source>Peak of a card</source>
        <translation>单卡峰值</translation>
    </message>
    <message>
        <source>Part of the peak reached inside a server</source>
        <translation>服务器内达到峰值的比例</translation>
    </message>
</context>
<context>
    <name>models::CommandForms</name>
    <message>
        <source>Fail…</source>
        <translation>设为故障…</translation>
    </message>
    <message>
        <source>It is down.</source>
        <translation>该对象中断。</translation>
    </message>
    <message>
        <source>Degrade…</source>
        <translation>降级…</translation>
    </message>
    <message>
        <source>A part of its capacity, or of its cards, is left.</source>
        <translation>只剩部分容量或部分卡。</translation>
    </message>
    <message>
        <source>Drain…</source>
        <translation>疏空…</translation>
    </message>
    <message>
        <source>It carries no traffic and takes no new jobs; what runs in a pool goes on.</source>
        <translation>不再承载流量，也不接新作业；资源池中已运行的继续。</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>What failed, was degraded or drained, or was down at the beginning, is back.</source>
        <translation>已故障、降级、疏空或开始时就中断的对象恢复。</translation>
    </message>
    <message>
        <source>Add a link…</source>
        <translation>新增链路…</translation>
    </message>
    <message>
        <source>A link between two sites, in conduits or with a delay of its own.</source>
        <translation>两站点之间的链路，走光缆管道或自带时延。</translation>
    </message>
    <message>
        <source>Add a conduit…</source>
        <translation>新增光缆管道…</translation>
    </message>
    <message>
        <source>A new conduit; links are added to it with a command of their own.</source>
        <translation>新的光缆管道；其中的链路另用命令新增。</translation>
    </message>
    <message>
        <source>Add a resource pool…</source>
        <translation>新增算力资源池…</translation>
    </message>
    <message>
        <source>A pool like another one of its province, with its own access links.</source>
        <translation>与同省另一资源池相同的资源池，自带接入链路。</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>拆除…</translation>
    </message>
    <message>
        <source>A link, pool, or a conduit with all that is in it, is taken away.</source>
        <translation>拆除链路、资源池，或光缆管道及其中全部内容。</translation>
    </message>
    <message>
        <source>Resize a link…</source>
        <translation>调整链路容量…</translation>
    </message>
    <message>
        <source>Another capacity; the reverse direction in proportion.</source>
        <translation>改变容量；反方向按比例。</translation>
    </message>
    <message>
        <source>Resize a conduit…</source>
        <translation>调整光缆管道容量…</translation>
    </message>
    <message>
        <source>The capacity of every link in it, times a factor.</source>
        <translation>其中每条链路的容量乘以系数。</translation>
    </message>
    <message>
        <source>Resize a resource pool…</source>
        <translation>调整资源池规模…</translation>
    </message>
    <message>
        <source>Its cards and plant, times a factor.</source>
        <translation>卡数与机房设施乘以系数。</translation>
    </message>
    <message>
        <source>Let planned builds enter…</source>
        <translation>规划建设投入…</translation>
    </message>
    <message>
        <source>What the registry plans is in service from its date on.</source>
        <translation>注册数据中规划的建设自其日期起投入使用。</translation>
    </message>
    <message>
        <source>Set prices…</source>
        <translation>设定价格…</translation>
    </message>
    <message>
        <source>Every price per card and hour, times a factor; of all pools when none is named.</source>
        <translation>每卡时价格乘以系数；未指定时对全部资源池。</translation>
    </message>
    <message>
        <source>Set the power tariff…</source>
        <translation>设定电价…</translation>
    </message>
    <message>
        <source>What pools pay for power; all pools when none is named.</source>
        <translation>资源池的电价；未指定时对全部资源池。</translation>
    </message>
    <message>
        <source>Set the PUE…</source>
        <translation>设定 PUE…</translation>
    </message>
    <message>
        <source>Power of the facility over that of its IT; of all pools when none is named.</source>
        <translation>设施总功率与 IT 功率之比；未指定时对全部资源池。</translation>
    </message>
    <message>
        <source>Scale demand…</source>
        <translation>缩放需求…</translation>
    </message>
    <message>
        <source>Traffic times a factor; all of it when nothing is named.</source>
        <translation>流量乘以系数；未指定时对全部流量。</translation>
    </message>
    <message>
        <source>Let demand grow…</source>
        <translation>需求增长…</translation>
    </message>
    <message>
        <source>Traffic grows with every quarter that has passed.</source>
        <translation>流量逐季度增长。</translation>
    </message>
    <message>
        <source>Add a flow…</source>
        <translation>新增业务流…</translation>
    </message>
    <message>
        <source>Traffic from one place to another, steady or of a size.</source>
        <translation>两地之间的流量，持续的或有总量的。</translation>
    </message>
    <message>
        <source>Submit a job…</source>
        <translation>提交作业…</translation>
    </message>
    <message>
        <source>A job that runs on cards of one or several pools.</source>
        <translation>在一个或多个资源池的卡上运行的作业。</translation>
    </message>
    <message>
        <source>Move a job…</source>
        <translation>迁移作业…</translation>
    </message>
    <message>
        <source>A job runs elsewhere; its flows go with it.</source>
        <translation>作业改在别处运行，其业务流随之迁移。</translation>
    </message>
    <message>
        <source>Cancel a job…</source>
        <translation>取消作业…</translation>
    </message>
    <message>
        <source>A job and its flows end.</source>
        <translation>作业及其业务流结束。</translation>
    </message>
    <message>
        <source>Set the policy…</source>
        <translation>设定策略…</translation>
    </message>
    <message>
        <source>What paths are short in, and what a single cut may fill.</source>
        <translation>路径以什么为短，单点中断后允许用到多满。</translation>
    </message>
    <message>
        <source>Planned work…</source>
        <translation>计划割接…</translation>
    </message>
    <message>
        <source>Work on elements within a window; it gets a go or no-go with its reason.</source>
        <translation>在窗口内对对象进行割接；给出可否割接及理由。</translation>
    </message>
    <message>
        <source>New identifier</source>
        <translation>新标识</translation>
    </message>
    <message>
        <source>It says province, enterprise and place: CN.64.E001.640500-009</source>
        <translation>其中含省份、算力主体与地点：CN.64.E001.640500-009</translation>
    </message>
    <message>
        <source>Name of the work</source>
        <translation>割接名称</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Conduit</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>Resource pool</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>What</source>
        <translation>对象类别</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪一个</translation>
    </message>
    <message>
        <source>An identifier; type a part of it or of the name</source>
        <translation>标识；可输入标识或名称的一部分</translation>
    </message>
    <message>
        <source>Its sites lose power too</source>
        <translation>其站点也断电</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>400 Gb/s, 3.2 Tb/s; without a unit Gb/s</source>
        <translation>400 Gb/s、3.2 Tb/s；不写单位即 Gb/s</translation>
    </message>
    <message>
        <source>Conduits</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>One a line, in order from end to end</source>
        <translation>每行一个，按从一端到另一端的顺序</translation>
    </message>
    <message>
        <source>Delay, one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>Without it: from the conduits&apos; routes</source>
        <translation>不填：按管道路由计算</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>波数</translation>
    </message>
    <message>
        <source>Length of the route</source>
        <translation>路由长度</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>仿照</translation>
    </message>
    <message>
        <source>Times its size</source>
        <translation>为其规模的倍数</translation>
    </message>
    <message>
        <source>Without it: as large</source>
        <translation>不填：同样大小</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>系数</translation>
    </message>
    <message>
        <source>1.2 = a fifth more, 0.5 = half</source>
        <translation>1.2 即多五分之一，0.5 即一半</translation>
    </message>
    <message>
        <source>Only this pool</source>
        <translation>仅此资源池</translation>
    </message>
    <message>
        <source>Only this enterprise</source>
        <translation>仅此算力主体</translation>
    </message>
    <message>
        <source>Only this province</source>
        <translation>仅此省份</translation>
    </message>
    <message>
        <source>Its adcode; type a part of its name</source>
        <translation>行政区划代码；可输入名称的一部分</translation>
    </message>
    <message>
        <source>Tariff</source>
        <translation>电价</translation>
    </message>
    <message>
        <source>CNY/kWh</source>
        <translation>元/kWh</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Kind of job</source>
        <translation>作业类别</translation>
    </message>
    <message>
        <source>Kind of traffic</source>
        <translation>流量类别</translation>
    </message>
    <message>
        <source>background, flow, elephant, mice, rdma, tcp or a traffic class; none: any</source>
        <translation>background、flow、elephant、mice、rdma、tcp 或流量等级；不填：任何</translation>
    </message>
    <message>
        <source>Only at this place</source>
        <translation>仅此地点</translation>
    </message>
    <message>
        <source>A pool or site at either end</source>
        <translation>任一端的资源池或站点</translation>
    </message>
    <message>
        <source>Growth a quarter</source>
        <translation>每季度增长</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>总量</translation>
    </message>
    <message>
        <source>Without it: steady traffic</source>
        <translation>不填：持续流量</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>2026-11-27 21:03 (UTC+8), or +1:30 from the scenario&apos;s beginning on</source>
        <translation>2026-11-27 21:03（UTC+8），或自方案开始起 +1:30</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>For the job</source>
        <translation>用于作业</translation>
    </message>
    <message>
        <source>One that waits for it starts when it has arrived</source>
        <translation>等待它的作业在其到达后启动</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Without it: any</source>
        <translation>不填：任何</translation>
    </message>
    <message>
        <source>Runs in</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>A pool and its cards a line: CN.… 400</source>
        <translation>每行一个资源池及卡数：CN.… 400</translation>
    </message>
    <message>
        <source>Parameters of the model</source>
        <translation>模型参数量</translation>
    </message>
    <message>
        <source>billion</source>
        <translation>十亿</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元数</translation>
    </message>
    <message>
        <source>Rate between its pools</source>
        <translation>资源池间速率</translation>
    </message>
    <message>
        <source>From each of its pools to the next one</source>
        <translation>从每个资源池到下一个</translation>
    </message>
    <message>
        <source>Paths are short in</source>
        <translation>路径以何为短</translation>
    </message>
    <message>
        <source>Limit of use after a single cut</source>
        <translation>单点中断后的利用率上限</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>A kind and an identifier a line</source>
        <translation>每行一个类别及标识</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>conduit</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>interconnection point</source>
        <translation>骨干直联点</translation>
    </message>
    <message>
        <source>site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>resource pool</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>service node</source>
        <translation>服务节点</translation>
    </message>
    <message>
        <source>power of a province</source>
        <translation>省份供电</translation>
    </message>
    <message>
        <source>data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>identifier service</source>
        <translation>标识解析服务</translation>
    </message>
    <message>
        <source>intra-centre training</source>
        <translation>算内训练</translation>
    </message>
    <message>
        <source>inter-centre training</source>
        <translation>算间训练</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>数据入算</translation>
    </message>
    <message>
        <source>inference</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>the links&apos; metric</source>
        <translation>链路度量</translation>
    </message>
    <message>
        <source>hops</source>
        <translation>跳数</translation>
    </message>
    <message>
        <source>drain: traffic is moved away before</source>
        <translation>疏空：事先移走流量</translation>
    </message>
    <message>
        <source>shutdown: traffic is cut off</source>
        <translation>关停：流量被切断</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Without it: with the scenario. %1</source>
        <translation>不填：随方案开始。%1</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Without it: never. %1</source>
        <translation>不填：不结束。%1</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Money and energy</source>
        <translation>费用与能源</translation>
    </message>
    <message>
        <source>Demand and jobs</source>
        <translation>需求与作业</translation>
    </message>
    <message>
        <source>Works and rules</source>
        <translation>割接与规则</translation>
    </message>
    <message>
        <source>Cards, without a place</source>
        <translation>卡数（不指定位置）</translation>
    </message>
    <message>
        <source>It waits; the course of the scenario finds a pool</source>
        <translation>先排队，由方案过程为其找到资源池</translation>
    </message>
    <message>
        <source>card of a job</source>
        <translation>作业的卡</translation>
    </message>
</context>
<context>
    <name>models::CommandListModel</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n 条链路</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n 个资源池</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n 条业务流</numerusform>
        </translation>
    </message>
    <message>
        <source>touches nothing that runs</source>
        <translation>不影响在运行的对象</translation>
    </message>
    <message>
        <source>touches %1</source>
        <translation>影响 %1</translation>
    </message>
    <message>
        <source>cannot be done</source>
        <translation>无法执行</translation>
    </message>
</context>
<context>
    <name>models::CommandWords</name>
    <message numerus="yes">
        <source>%1: %n card(s)</source>
        <translation>
            <numerusform>%1：%n 张卡</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between things listed</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>all pools</source>
        <translation>全部资源池</translation>
    </message>
    <message>
        <source>all traffic</source>
        <translation>全部流量</translation>
    </message>
    <message>
        <source>traffic of kind %1</source>
        <translation>%1 类流量</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%2 的%1</translation>
    </message>
    <message>
        <source>Fail %1</source>
        <translation>%1故障</translation>
    </message>
    <message>
        <source>Degrade %1: %2 left</source>
        <translation>%1降级：剩余 %2</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>疏空%1</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>恢复%1</translation>
    </message>
    <message>
        <source>Add link %1 from %2 to %3, %4</source>
        <translation>新增链路 %1：%2 至 %3，%4</translation>
    </message>
    <message>
        <source>Add conduit %1 from %2 to %3, %4</source>
        <translation>新增光缆管道 %1：%2 至 %3，%4</translation>
    </message>
    <message>
        <source>Add pool %1 like %2, %3</source>
        <translation>新增资源池 %1，仿照 %2，%3</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除%1</translation>
    </message>
    <message>
        <source>Resize link %1 to %2</source>
        <translation>链路 %1 扩缩至 %2</translation>
    </message>
    <message>
        <source>Resize links of conduit %1, %2</source>
        <translation>光缆管道 %1 内链路扩缩，%2</translation>
    </message>
    <message>
        <source>Resize pool %1, %2</source>
        <translation>资源池 %1 扩缩，%2</translation>
    </message>
    <message>
        <source>Planned builds enter at their dates</source>
        <translation>规划资产按日期投产</translation>
    </message>
    <message>
        <source>Prices of %1, %2</source>
        <translation>%1的价格，%2</translation>
    </message>
    <message>
        <source>Power tariff of %1: %2 a kWh</source>
        <translation>%1的电价：每千瓦时 %2</translation>
    </message>
    <message>
        <source>PUE of %1: %2</source>
        <translation>%1的 PUE：%2</translation>
    </message>
    <message>
        <source>Scale %1, %2</source>
        <translation>%1缩放，%2</translation>
    </message>
    <message>
        <source>Growth of %1: %2 a quarter</source>
        <translation>%1增长：每季度 %2</translation>
    </message>
    <message>
        <source>Add flow %1 from %2 to %3, %4</source>
        <translation>新增业务流 %1：%2 至 %3，%4</translation>
    </message>
    <message>
        <source>Submit job %1 (%2)</source>
        <translation>提交作业 %1（%2）</translation>
    </message>
    <message>
        <source>Move job %1 (%2)</source>
        <translation>迁移作业 %1（%2）</translation>
    </message>
    <message>
        <source>Cancel job %1</source>
        <translation>取消作业 %1</translation>
    </message>
    <message>
        <source>paths short in delay</source>
        <translation>按时延选最短路径</translation>
    </message>
    <message>
        <source>paths short in metric</source>
        <translation>按度量选最短路径</translation>
    </message>
    <message>
        <source>paths short in hops</source>
        <translation>按跳数选最短路径</translation>
    </message>
    <message>
        <source>N-1 limit %1</source>
        <translation>N-1 上限 %1</translation>
    </message>
    <message>
        <source>Policy: %1</source>
        <translation>策略：%1</translation>
    </message>
    <message>
        <source>Planned work %1, traffic moved away first: %2</source>
        <translation>计划割接 %1，先迁走流量：%2</translation>
    </message>
    <message>
        <source>Planned work %1, cut off: %2</source>
        <translation>计划割接 %1，直接切断：%2</translation>
    </message>
    <message>
        <source>from %1 on</source>
        <translation>自 %1 起</translation>
    </message>
    <message>
        <source>from the beginning</source>
        <translation>从一开始</translation>
    </message>
    <message>
        <source>from %1 until %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message numerus="yes">
        <source>Submit job %1 (%n card(s), where there is room)</source>
        <translation>
            <numerusform>提交作业 %1（%n 卡，有空处即放置）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>number of a command and what it does</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Fail %1</source>
        <comment>a conduit or link: it is cut</comment>
        <translation>切断%1</translation>
    </message>
</context>
<context>
    <name>models::ComparisonModel</name>
    <message>
        <source>%1 (%2)</source>
        <comment>name of a scenario that others have too, and a number</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>models::ComputeTerms</name>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>measured some time ago</source>
        <translation>较早前实测</translation>
    </message>
    <message>
        <source>cards less those of the jobs that run</source>
        <translation>总卡数减去运行作业占用</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Free compute</source>
        <translation>空闲算力</translation>
    </message>
    <message>
        <source>Free share of the cards</source>
        <translation>空闲卡占比</translation>
    </message>
    <message>
        <source>Latency, one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>Access links together</source>
        <translation>接入链路总带宽</translation>
    </message>
    <message>
        <source>Time it may be out of service</source>
        <translation>允许不可用时间</translation>
    </message>
    <message>
        <source>Price of 320 TFLOPS for an hour</source>
        <translation>320 TFLOPS 每小时价格</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>算力</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>First fit</source>
        <translation>首次适应</translation>
    </message>
    <message>
        <source>Least cost</source>
        <translation>成本最低</translation>
    </message>
    <message>
        <source>Least latency</source>
        <translation>时延最低</translation>
    </message>
    <message>
        <source>Least carbon</source>
        <translation>碳排最低</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Network-aware</source>
        <translation>网络感知</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>精确求解</translation>
    </message>
    <message>
        <source>Pools in order of their identifiers.</source>
        <translation>按资源池标识顺序。</translation>
    </message>
    <message>
        <source>Each job where its cards and its bandwidth cost least.</source>
        <translation>每个作业放在卡和带宽费用最低处。</translation>
    </message>
    <message>
        <source>Each job nearest to its users, else to its data.</source>
        <translation>每个作业放在离用户最近处，无用户则离数据最近处。</translation>
    </message>
    <message>
        <source>Each job where its energy makes least CO₂.</source>
        <translation>每个作业放在用电碳排最少处。</translation>
    </message>
    <message>
        <source>Each job where least is taken afterwards.</source>
        <translation>每个作业放在放置后占用最少处。</translation>
    </message>
    <message>
        <source>Least cost, ways around full links over several paths, and search for better.</source>
        <translation>成本最低，多路径绕开满载链路，并搜索更优方案。</translation>
    </message>
    <message>
        <source>The most jobs at the least cost, proven; for small questions.</source>
        <translation>放置作业最多且成本最低，给出证明；适用于小规模问题。</translation>
    </message>
    <message>
        <source>Pool out of service</source>
        <translation>资源池不在服务</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Memory of a card</source>
        <translation>单卡显存</translation>
    </message>
    <message>
        <source>Data class</source>
        <translation>数据分级</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>等保级别</translation>
    </message>
    <message>
        <source>Provinces</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Green energy</source>
        <translation>绿电</translation>
    </message>
    <message>
        <source>Kind of price</source>
        <translation>计价方式</translation>
    </message>
    <message>
        <source>Night window</source>
        <translation>夜间时段</translation>
    </message>
    <message>
        <source>No way there</source>
        <translation>没有通路</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>Rate of staging</source>
        <translation>数据准备速率</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Cards taken by other jobs</source>
        <translation>卡被其他作业占用</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>不动</translation>
    </message>
    <message>
        <source>Rerouted</source>
        <translation>改路由</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>No place left</source>
        <translation>无处可放</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>National node</source>
        <translation>国家节点</translation>
    </message>
    <message>
        <source>Regional node</source>
        <translation>区域节点</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Got all it asked for</source>
        <translation>全部成交</translation>
    </message>
    <message>
        <source>Its limit is below every reserve price</source>
        <translation>限价低于所有保留价</translation>
    </message>
    <message>
        <source>The network is in the way: latency or bandwidth</source>
        <translation>受网络限制：时延或带宽</translation>
    </message>
    <message>
        <source>Not enough cards at its price</source>
        <translation>按其价格没有足够的卡</translation>
    </message>
    <message>
        <source>The pool that would have served it is down</source>
        <translation>本可供给的资源池已中断</translation>
    </message>
    <message>
        <source>Packet loss</source>
        <translation>丢包率</translation>
    </message>
</context>
<context>
    <name>models::ContractTable</name>
    <message>
        <source>Bid</source>
        <translation>买单</translation>
    </message>
    <message>
        <source>Of orders made of the twin: the job.</source>
        <translation>由孪生体生成的订单中即作业。</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Resource pool</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限价</translation>
    </message>
    <message>
        <source>Per card and hour: the buyer pays no more.</source>
        <translation>每卡每小时：买方支付不超过此价。</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Per card and hour: the clearing price of the market.</source>
        <translation>每卡每小时：市场的出清价。</translation>
    </message>
    <message>
        <source>Reserve price</source>
        <translation>保留价</translation>
    </message>
    <message>
        <source>Per card and hour: the seller takes no less.</source>
        <translation>每卡每小时：卖方所得不低于此价。</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>Reserved each way.</source>
        <translation>每个方向预留。</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>算力</translation>
    </message>
    <message>
        <source>Cards · hours · price, if all is delivered.</source>
        <translation>卡数 · 小时 · 价格，全部交付时。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>If all is delivered; paid to the network.</source>
        <translation>全部交付时；付给网络。</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>Latency class: at most so much one way from the users.</source>
        <translation>时延等级：到用户的单向时延上限。</translation>
    </message>
</context>
<context>
    <name>models::CourseGantt</name>
    <message>
        <source>slowed: at %1 of its ideal speed, usually %2</source>
        <translation>变慢：为理想速度的 %1，平时为 %2</translation>
    </message>
    <message>
        <source>stopped: its pool or its network is down</source>
        <translation>停止：其资源池或网络中断</translation>
    </message>
    <message>
        <source>waits for a place</source>
        <translation>等待放置</translation>
    </message>
    <message>
        <source>waits for its cards</source>
        <translation>等待空闲卡</translation>
    </message>
    <message>
        <source>holds cards, waits for its input</source>
        <translation>占卡，等待输入数据</translation>
    </message>
    <message>
        <source>holds cards, waits for its checkpoint</source>
        <translation>占卡，等待检查点</translation>
    </message>
    <message>
        <source>moved here from %1</source>
        <translation>由 %1 迁来</translation>
    </message>
    <message>
        <source>goes on when the run ends</source>
        <translation>推演结束时仍在继续</translation>
    </message>
    <message>
        <source>is finished then</source>
        <translation>届时完成</translation>
    </message>
    <message>
        <source>is cancelled then</source>
        <translation>届时取消</translation>
    </message>
    <message>
        <source>misses its deadline, %1</source>
        <translation>错过时限 %1</translation>
    </message>
    <message>
        <source>its deadline: %1</source>
        <translation>时限：%1</translation>
    </message>
    <message>
        <source>failures cost it %1 card-hours</source>
        <translation>故障使其损失 %1 卡时</translation>
    </message>
    <message>
        <source>Without a place</source>
        <translation>未放置</translation>
    </message>
    <message>
        <source>%1 · base</source>
        <comment>a pool, as it is with nothing done</comment>
        <translation>%1 · 基线</translation>
    </message>
</context>
<context>
    <name>models::Desk</name>
    <message>
        <source>%1 (not saved yet)</source>
        <extracomment>%1: an entry of the shift log</extracomment>
        <translation>%1（尚未保存）</translation>
    </message>
    <message>
        <source>It got worse: the acknowledgement ended</source>
        <translation>问题加重：确认失效</translation>
    </message>
    <message>
        <source>It was raised again: the acknowledgement ended</source>
        <translation>再次告警：确认失效</translation>
    </message>
    <message>
        <source>It went away: the acknowledgement ended</source>
        <translation>问题消失：确认失效</translation>
    </message>
    <message>
        <source>%1  %2: %3</source>
        <extracomment>an entry of the shift log: %1: when, %2: who, %3: what</extracomment>
        <translation>%1  %2：%3</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Acknowledgement taken back</source>
        <translation>撤销确认</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Unshelved</source>
        <translation>取消搁置</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Handover</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Acknowledgement ended</source>
        <translation>确认失效</translation>
    </message>
    <message>
        <source>Console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: what was done with a problem, %2: what was said to it</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Shelved until %1</source>
        <translation>搁置至 %1</translation>
    </message>
    <message>
        <source>Assigned to nobody</source>
        <translation>取消指派</translation>
    </message>
    <message>
        <source>Assigned to %1</source>
        <translation>指派给 %1</translation>
    </message>
    <message>
        <source>✓ %1, %2</source>
        <extracomment>%1: who acknowledged it, %2: when</extracomment>
        <translation>✓ %1，%2</translation>
    </message>
    <message>
        <source>shelved until %1</source>
        <translation>搁置至 %1</translation>
    </message>
    <message>
        <source>owner %1</source>
        <translation>负责人 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s)</source>
        <translation>
            <numerusform>%n 条评论</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::DeskModel</name>
    <message>
        <source>A past moment is on the screen, where nothing can be changed. Go back to live first (L); comments and notes about this moment can be written.</source>
        <translation>屏幕上是过去的时刻，不能更改。请先回到实时（L）；可以写关于此刻的评论和备注。</translation>
    </message>
    <message>
        <source>Not taken: too long, or too much waits to be saved (%1).</source>
        <translation>未接受：太长，或等待保存的太多（%1）。</translation>
    </message>
    <message>
        <source>Not taken: this seat may only read (%1).</source>
        <translation>未接受：此席位只能读（%1）。</translation>
    </message>
    <message>
        <source>Not taken: there is nothing in it (%1).</source>
        <translation>未接受：没有内容（%1）。</translation>
    </message>
    <message>
        <source>Not taken: %1</source>
        <translation>未接受：%1</translation>
    </message>
</context>
<context>
    <name>models::DifferenceText</name>
    <message>
        <source>in service</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>已降级</translation>
    </message>
    <message>
        <source>drained</source>
        <translation>已疏空</translation>
    </message>
    <message>
        <source>down</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <extracomment>%1 a figure, %2 before, %3 after</extracomment>
        <translation>%1：%2 → %3</translation>
    </message>
    <message>
        <source>%1: %2 → %3 (%4)</source>
        <extracomment>%1 a figure, %2 before, %3 after, %4 the difference with its sign</extracomment>
        <translation>%1：%2 → %3（%4）</translation>
    </message>
    <message>
        <source>Stranded: %1 %2</source>
        <extracomment>compute nobody can use: %1 with its unit, %2 precision</extracomment>
        <translation>搁浅：%1 %2</translation>
    </message>
    <message>
        <source>In “%1”:</source>
        <extracomment>%1 is the name of the scenario</extracomment>
        <translation>在“%1”中：</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>Cut off from the larger part of the network</source>
        <translation>与网络主体断开</translation>
    </message>
    <message>
        <source>Cards at work</source>
        <translation>工作中的卡</translation>
    </message>
    <message>
        <source>Cards usable</source>
        <translation>可用卡</translation>
    </message>
    <message>
        <source>%1 points</source>
        <extracomment>percentage points; %1 a number with its sign</extracomment>
        <translation>%1 个百分点</translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s) differ</source>
        <translation>
            <numerusform>%n 个资源池有差异</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 → %2: %3, %4</source>
        <extracomment>traffic from %1 to %2: part of the capacity, and how much that is</extracomment>
        <translation>%1 → %2：%3，%4</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a figure and its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Compute: %1 %2</source>
        <translation>算力：%1 %2</translation>
    </message>
    <message>
        <source>Cards at work: %1 of %2</source>
        <translation>工作中的卡：%1/%2</translation>
    </message>
    <message>
        <source>New link %1</source>
        <translation>新增链路 %1</translation>
    </message>
    <message>
        <source>New conduit %1</source>
        <translation>新增光缆管道 %1</translation>
    </message>
    <message>
        <source>New pool %1</source>
        <translation>新增资源池 %1</translation>
    </message>
</context>
<context>
    <name>models::DiscoverModel</name>
    <message>
        <source>%1 of %2 offers match</source>
        <translation>%2 个供给项中 %1 个符合</translation>
    </message>
    <message>
        <source>the first %1 shown</source>
        <translation>显示前 %1 个</translation>
    </message>
    <message>
        <source>%1 not known</source>
        <translation>%1 个未知</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>%1 时刻</translation>
    </message>
</context>
<context>
    <name>models::DiscoverTable</name>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>CATS score L2, 0 to 10: to 3 low, from 8 preferred.</source>
        <translation>CATS 评分 L2，0 到 10：3 以下为低，8 以上为优选。</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Free compute</source>
        <translation>空闲算力</translation>
    </message>
    <message>
        <source>Of the free cards, at the precision the query asks for, else FP16.</source>
        <translation>空闲卡的算力，按查询所用精度，否则 FP16。</translation>
    </message>
    <message>
        <source>Free cards</source>
        <translation>空闲卡</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Latency, one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>From the first place that the query names.</source>
        <translation>自查询中的第一个地点起算。</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Of a card for an hour, on demand.</source>
        <translation>按需，每卡每小时。</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Of the service level.</source>
        <translation>服务等级承诺值。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Free cards: %1.</source>
        <translation>空闲卡：%1。</translation>
    </message>
</context>
<context>
    <name>models::FailureModel</name>
    <message>
        <source>%1 failures, more than %2: fewer days, or fewer kinds</source>
        <translation>%1 处故障，多于 %2 处：请减少天数或种类</translation>
    </message>
    <message>
        <source>%1 failures, more than %2: choose a shorter stretch</source>
        <translation>%1 处故障，多于 %2 处：请选较短的时段</translation>
    </message>
    <message>
        <source>more failures than can be listed: fewer days, or fewer kinds</source>
        <translation>故障次数超过可列出的上限：请减少天数或故障种类</translation>
    </message>
</context>
<context>
    <name>models::FailureTable</name>
    <message>
        <source>from the beginning</source>
        <translation>自开始</translation>
    </message>
    <message>
        <source>%1, %2 left</source>
        <translation>%1，剩 %2</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>一直</translation>
    </message>
    <message>
        <source>Element</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>models::FigureTable</name>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Part of the whole</source>
        <translation>占比</translation>
    </message>
</context>
<context>
    <name>models::FilterChoices</name>
    <message>
        <source>All carriers</source>
        <translation>全部运营商</translation>
    </message>
    <message>
        <source>All enterprises</source>
        <translation>全部算力主体</translation>
    </message>
    <message>
        <source>All hubs</source>
        <translation>全部枢纽</translation>
    </message>
    <message>
        <source>Outside the hubs</source>
        <translation>枢纽以外</translation>
    </message>
    <message>
        <source>All chips</source>
        <translation>全部芯片</translation>
    </message>
</context>
<context>
    <name>models::FlowTable</name>
    <message>
        <source>Flow</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>From</source>
        <translation>源</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宿</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>请求速率</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已传</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>往返时延</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢包率</translation>
    </message>
    <message>
        <source>late %1</source>
        <extracomment>a transfer is past its deadline by %1</extracomment>
        <translation>超期 %1</translation>
    </message>
    <message>
        <source>Last 5 min</source>
        <translation>近 5 分钟</translation>
    </message>
</context>
<context>
    <name>models::FormReader</name>
    <message>
        <source>A rate from %1 to %2, such as 400 Gb/s</source>
        <translation>%1 到 %2 之间的速率，如 400 Gb/s</translation>
    </message>
    <message>
        <source>A whole number from %1 to %2</source>
        <translation>%1 到 %2 之间的整数</translation>
    </message>
    <message>
        <source>A number from %1 to %2</source>
        <translation>%1 到 %2 之间的数</translation>
    </message>
    <message>
        <source>A moment such as 2026-11-27 21:03, or +1:30 from the beginning on</source>
        <translation>时刻，如 2026-11-27 21:03，或自开始起 +1:30</translation>
    </message>
    <message>
        <source>At most 256 bytes</source>
        <translation>最多 256 字节</translation>
    </message>
    <message>
        <source>A province&apos;s adcode, such as 640000</source>
        <translation>省份的行政区划代码，如 640000</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a pool and a number of cards</source>
        <translation>“%1”不是资源池加卡数</translation>
    </message>
    <message>
        <source>&apos;%1&apos; stands here twice, or is too long</source>
        <translation>“%1”重复，或过长</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a kind of element and an identifier</source>
        <translation>“%1”不是对象类别加标识</translation>
    </message>
    <message numerus="yes">
        <source>At most %n line(s)</source>
        <translation>
            <numerusform>最多 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: needed</source>
        <translation>%1：必填</translation>
    </message>
    <message>
        <source>One of the list</source>
        <translation>须为列表中的一项</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>Only one of pool, enterprise and province</source>
        <translation>资源池、算力主体与省份只能选其一</translation>
    </message>
    <message>
        <source>Without conduits the delay must be given</source>
        <translation>没有光缆管道时须给出时延</translation>
    </message>
    <message>
        <source>What paths are short in, or the limit: one is needed</source>
        <translation>路径以何为短或利用率上限，须填其一</translation>
    </message>
    <message>
        <source>It ends before it begins</source>
        <translation>结束早于开始</translation>
    </message>
    <message>
        <source>Either where its cards are, or how many for which a run finds a place</source>
        <translation>填写卡所在的资源池，或只填写卡数由推演安排位置，二者择一</translation>
    </message>
</context>
<context>
    <name>models::Format</name>
    <message>
        <source>%1 s</source>
        <extracomment>a duration in seconds</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>a duration in minutes</extracomment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <extracomment>a duration in hours and minutes</extracomment>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <extracomment>a duration in days and hours</extracomment>
        <translation>%1 天 %2 小时</translation>
    </message>
</context>
<context>
    <name>models::HoverText</name>
    <message>
        <source>%1, %2 old</source>
        <translation>%1，%2 前</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>In use: %1</source>
        <translation>利用率：%1</translation>
    </message>
    <message>
        <source>Compute: %1 %2</source>
        <translation>算力：%1 %2</translation>
    </message>
    <message>
        <source>Cards free: %1 of %2</source>
        <translation>空闲卡：%1 / %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Capacity: %1</source>
        <translation>容量：%1</translation>
    </message>
    <message>
        <source>%1 → %2: %3</source>
        <extracomment>traffic from %1 to %2: %3 of the capacity</extracomment>
        <translation>%1 → %2：%3</translation>
    </message>
    <message>
        <source>Delay: %1</source>
        <translation>时延：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n 条链路</numerusform>
        </translation>
    </message>
    <message>
        <source>Position computed, not surveyed</source>
        <translation>位置为计算所得，非实测</translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n 个资源池</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 pools stale or not heard</source>
        <translation>%2 个资源池中 %1 个数据过期或无数据</translation>
    </message>
</context>
<context>
    <name>models::InferenceCalculator</name>
    <message>
        <source>Inference near users</source>
        <translation>就近推理</translation>
    </message>
    <message>
        <source>Parameters active for a token</source>
        <translation>每 token 激活参数量</translation>
    </message>
    <message>
        <source>Cards of the service</source>
        <translation>服务卡数</translation>
    </message>
    <message>
        <source>Cards that hold the model once</source>
        <translation>每副本卡数</translation>
    </message>
    <message>
        <source>Peak of a card</source>
        <translation>单卡峰值</translation>
    </message>
    <message>
        <source>Memory bandwidth of a card</source>
        <translation>单卡显存带宽</translation>
    </message>
    <message>
        <source>Bytes of a parameter</source>
        <translation>每参数字节数</translation>
    </message>
    <message>
        <source>Requests a replica answers at once</source>
        <translation>每副本并发请求数</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens of a prompt</source>
        <translation>提示 token 数</translation>
    </message>
    <message>
        <source>Tokens of an answer</source>
        <translation>回答 token 数</translation>
    </message>
    <message>
        <source>User to pool, one way</source>
        <translation>用户到资源池单向时延</translation>
    </message>
    <message>
        <source>Latency class</source>
        <translation>时延等级</translation>
    </message>
    <message>
        <source>First token within</source>
        <translation>首 token 时限</translation>
    </message>
    <message>
        <source>70 B on two replicas of eight cards, 5 ms class</source>
        <translation>70 B，两副本各八卡，5 ms 等级</translation>
    </message>
    <message>
        <source>no published figure</source>
        <translation>无公开数值</translation>
    </message>
    <message>
        <source>the same, 20 ms away</source>
        <translation>同上，相距 20 ms</translation>
    </message>
    <message>
        <source>Requests whose first token is in time</source>
        <translation>首 token 按时的请求占比</translation>
    </message>
    <message>
        <source>Within the latency class</source>
        <translation>满足时延等级</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>First token, mean</source>
        <translation>首 token 平均</translation>
    </message>
    <message>
        <source>Network, there and back</source>
        <translation>网络往返</translation>
    </message>
    <message>
        <source>Waiting for a place</source>
        <translation>排队等待</translation>
    </message>
    <message>
        <source>Reading the prompt</source>
        <translation>读取提示</translation>
    </message>
    <message>
        <source>First token, 95 % of requests</source>
        <translation>首 token，95 % 请求</translation>
    </message>
    <message>
        <source>Between tokens</source>
        <translation>token 间隔</translation>
    </message>
    <message>
        <source>To the last token, mean</source>
        <translation>到末 token 平均</translation>
    </message>
    <message>
        <source>Tokens users get</source>
        <translation>用户获得 token</translation>
    </message>
    <message>
        <source>Tokens the cards could give</source>
        <translation>卡可产出 token</translation>
    </message>
    <message>
        <source>Load of the places</source>
        <translation>并发位负载</translation>
    </message>
    <message>
        <source>Chance of waiting</source>
        <translation>等待概率</translation>
    </message>
</context>
<context>
    <name>models::IngressCalculator</name>
    <message>
        <source>Moving data in</source>
        <translation>数据入算</translation>
    </message>
    <message>
        <source>Data to be moved</source>
        <translation>待传数据量</translation>
    </message>
    <message>
        <source>Elastic line</source>
        <translation>弹性专线</translation>
    </message>
    <message>
        <source>Fibre</source>
        <translation>光纤长度</translation>
    </message>
    <message>
        <source>Deadline (0 = none)</source>
        <translation>时限（0 = 无）</translation>
    </message>
    <message>
        <source>Packet loss of an ordinary path</source>
        <translation>普通路径丢包率</translation>
    </message>
    <message>
        <source>Ordinary line, for one TCP connection</source>
        <translation>普通线路，单条 TCP 连接</translation>
    </message>
    <message>
        <source>A disk</source>
        <translation>单块硬盘</translation>
    </message>
    <message>
        <source>To and from a disk</source>
        <translation>硬盘读写速率</translation>
    </message>
    <message>
        <source>Disks copied at once</source>
        <translation>同时拷贝硬盘数</translation>
    </message>
    <message>
        <source>Handling of a shipment</source>
        <translation>寄送处理时间</translation>
    </message>
    <message>
        <source>Speed of a shipment</source>
        <translation>寄送速度</translation>
    </message>
    <message>
        <source>1 PB at 100 Gb/s</source>
        <translation>1 PB，100 Gb/s</translation>
    </message>
    <message>
        <source>published: 22 h ideal, 25–30 h real</source>
        <translation>公开数值：理想 22 h，实际 25–30 h</translation>
    </message>
    <message>
        <source>1 PB at 10 Gb/s</source>
        <translation>1 PB，10 Gb/s</translation>
    </message>
    <message>
        <source>published: 10–14 d</source>
        <translation>公开数值：10–14 天</translation>
    </message>
    <message>
        <source>10 TB at 1 Gb/s</source>
        <translation>10 TB，1 Gb/s</translation>
    </message>
    <message>
        <source>published: 26 h</source>
        <translation>公开数值：26 h</translation>
    </message>
    <message>
        <source>10 TB at 10 Gb/s</source>
        <translation>10 TB，10 Gb/s</translation>
    </message>
    <message>
        <source>published: 2.6 h</source>
        <translation>公开数值：2.6 h</translation>
    </message>
    <message>
        <source>10 TB at 100 Gb/s</source>
        <translation>10 TB，100 Gb/s</translation>
    </message>
    <message>
        <source>published: 0.26 h</source>
        <translation>公开数值：0.26 h</translation>
    </message>
    <message>
        <source>Over the elastic line</source>
        <translation>经弹性专线</translation>
    </message>
    <message>
        <source>at its whole rate</source>
        <translation>按全速率计</translation>
    </message>
    <message>
        <source>Over one TCP connection</source>
        <translation>经单条 TCP 连接</translation>
    </message>
    <message>
        <source>its rate</source>
        <translation>其速率</translation>
    </message>
    <message>
        <source>On disks by train</source>
        <translation>硬盘经铁路寄送</translation>
    </message>
    <message>
        <source>Disks</source>
        <translation>硬盘数</translation>
    </message>
    <message>
        <source>Copying, both ends</source>
        <translation>两端拷贝</translation>
    </message>
    <message>
        <source>Door to door</source>
        <translation>门到门</translation>
    </message>
    <message>
        <source>Line over TCP</source>
        <translation>专线比 TCP 快</translation>
    </message>
    <message>
        <source>Rate that meets the deadline</source>
        <translation>满足时限的速率</translation>
    </message>
    <message>
        <source>Step of the line for it</source>
        <translation>对应专线档位</translation>
    </message>
    <message>
        <source>none is high enough</source>
        <translation>没有足够高的档位</translation>
    </message>
    <message>
        <source>This line is in time</source>
        <translation>此专线按时</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>models::Inspection</name>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Credit score</source>
        <translation>信用分</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系人</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>注册日期</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Compute FP16</source>
        <translation>算力 FP16</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>All pools heard of</source>
        <translation>全部资源池均有数据</translation>
    </message>
    <message>
        <source>%1 of %2 pools stale or not heard</source>
        <translation>%2 个资源池中 %1 个数据过期或无数据</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>个样本</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>Account of samples</source>
        <translation>样本账目</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线路</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>传输方式</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>数据量</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>时钟偏差</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>最近错误</translation>
    </message>
    <message>
        <source>Unknown names</source>
        <translation>未知名称</translation>
    </message>
    <message>
        <source>Use A→B</source>
        <translation>利用率 A→B</translation>
    </message>
    <message>
        <source>Use B→A</source>
        <translation>利用率 B→A</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Capacity A→B</source>
        <translation>容量 A→B</translation>
    </message>
    <message>
        <source>Capacity B→A</source>
        <translation>容量 B→A</translation>
    </message>
    <message>
        <source>Delay one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>保护方式</translation>
    </message>
    <message>
        <source>Waves</source>
        <translation>波长数</translation>
    </message>
    <message>
        <source>Regenerators</source>
        <translation>再生器</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>路由度量</translation>
    </message>
    <message>
        <source>Busiest link</source>
        <translation>最忙链路</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>%1 (computed, not surveyed)</source>
        <translation>%1（计算所得，非实测）</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Optical channel</source>
        <translation>光通道</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Slot</source>
        <translation>频隙</translation>
    </message>
    <message>
        <source>Modulation</source>
        <translation>调制格式</translation>
    </message>
    <message>
        <source>OSNR margin</source>
        <translation>OSNR 余量</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Measurement</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>承载业务</translation>
    </message>
    <message>
        <source>Guaranteed</source>
        <translation>保证带宽</translation>
    </message>
    <message>
        <source>Delay at most</source>
        <translation>时延上限</translation>
    </message>
    <message>
        <source>Hops</source>
        <translation>跳数</translation>
    </message>
    <message>
        <source>Service node</source>
        <translation>服务节点</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Answers valid for</source>
        <translation>应答有效期</translation>
    </message>
    <message>
        <source>Cut: all links in it are down</source>
        <translation>切断：其中链路全部不通</translation>
    </message>
    <message>
        <source>%1 of %2 links up</source>
        <translation>%2 条链路中 %1 条正常</translation>
    </message>
    <message>
        <source>Carries</source>
        <translation>承载</translation>
    </message>
    <message>
        <source>Conduit</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由长度</translation>
    </message>
    <message>
        <source>Cuts expected</source>
        <translation>预期被切断次数</translation>
    </message>
    <message>
        <source>per 1,000 km and year</source>
        <translation>每千公里每年</translation>
    </message>
    <message>
        <source>Cards free</source>
        <translation>空闲卡</translation>
    </message>
    <message>
        <source>Facility power</source>
        <translation>总功率</translation>
    </message>
    <message>
        <source>Place and owner</source>
        <translation>位置与主体</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>枢纽</translation>
    </message>
    <message>
        <source>Outside the hubs</source>
        <translation>枢纽以外</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>算力</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>层次</translation>
    </message>
    <message>
        <source>%1 cards, %2 each</source>
        <extracomment>%1 cards with %2 of memory each</extracomment>
        <translation>%1 张卡，每卡 %2</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Fabric and storage</source>
        <translation>集群网络与存储</translation>
    </message>
    <message>
        <source>Fabric</source>
        <translation>集群网络</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口速率</translation>
    </message>
    <message>
        <source>Oversubscription</source>
        <translation>收敛比</translation>
    </message>
    <message>
        <source>Load balancing</source>
        <translation>负载均衡</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>供电</translation>
    </message>
    <message>
        <source>IT power at most</source>
        <translation>IT 功率上限</translation>
    </message>
    <message>
        <source>PUE by design</source>
        <translation>设计 PUE</translation>
    </message>
    <message>
        <source>Green share</source>
        <translation>绿电占比</translation>
    </message>
    <message>
        <source>Tariff</source>
        <translation>电价</translation>
    </message>
    <message>
        <source>CNY/kWh</source>
        <translation>元/kWh</translation>
    </message>
    <message>
        <source>Service and prices</source>
        <translation>服务与价格</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Latency class</source>
        <translation>时延圈</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>等保级别</translation>
    </message>
    <message>
        <source>Data class</source>
        <translation>数据级别</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>kind of price and chip class</extracomment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>CNY/card·h</source>
        <translation>元/卡·时</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已传</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>From</source>
        <translation>源</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宿</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>数据量</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>持续流</translation>
    </message>
    <message>
        <source>Requested</source>
        <translation>请求速率</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Effective time</source>
        <translation>有效时间占比</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token 数</translation>
    </message>
    <message>
        <source>Expected end</source>
        <translation>预计结束</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>%1 cards</source>
        <extracomment>cards of a job in one pool</extracomment>
        <translation>%1 张卡</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>State unknown</source>
        <translation>状态未知</translation>
    </message>
    <message>
        <source>stale</source>
        <extracomment>quality of a value: too old</extracomment>
        <translation>过期</translation>
    </message>
    <message>
        <source>Asset</source>
        <translation>资产</translation>
    </message>
    <message>
        <source>Lifecycle</source>
        <translation>生命周期</translation>
    </message>
    <message>
        <source>Building began</source>
        <translation>开工</translation>
    </message>
    <message>
        <source>In service since</source>
        <translation>投运</translation>
    </message>
    <message>
        <source>Draining since</source>
        <translation>开始退服</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已退役</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>Spare slots</source>
        <translation>空闲槽位</translation>
    </message>
    <message>
        <source>Mean repair time</source>
        <translation>平均修复时间</translation>
    </message>
    <message>
        <source>Mean time between failures</source>
        <translation>平均无故障时间</translation>
    </message>
    <message>
        <source>Lead time</source>
        <translation>交付周期</translation>
    </message>
    <message>
        <source>Expected and measured</source>
        <translation>预期与实测</translation>
    </message>
    <message>
        <source>%1 ± %2 (%3 times)</source>
        <extracomment>residual of a link, ± its uncertainty, and how many times that it is</extracomment>
        <translation>%1 ± %2（%3 倍）</translation>
    </message>
    <message>
        <source>Expected A→B</source>
        <translation>预期 A→B</translation>
    </message>
    <message>
        <source>Measured A→B</source>
        <translation>实测 A→B</translation>
    </message>
    <message>
        <source>Residual A→B</source>
        <translation>残差 A→B</translation>
    </message>
    <message>
        <source>Reading A→B</source>
        <translation>读数 A→B</translation>
    </message>
    <message>
        <source>Expected B→A</source>
        <translation>预期 B→A</translation>
    </message>
    <message>
        <source>Measured B→A</source>
        <translation>实测 B→A</translation>
    </message>
    <message>
        <source>Residual B→A</source>
        <translation>残差 B→A</translation>
    </message>
    <message>
        <source>Reading B→A</source>
        <translation>读数 B→A</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>可能原因</translation>
    </message>
    <message>
        <source>Planned end</source>
        <translation>计划结束</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>an alarm and what it is about more closely</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Refused, by reason</source>
        <translation>按原因统计的拒收</translation>
    </message>
    <message>
        <source>Account of alarms</source>
        <translation>告警账目</translation>
    </message>
</context>
<context>
    <name>models::InspectorModel</name>
    <message>
        <source>Shift log</source>
        <translation>值班日志</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>an entry of the shift log: %1: when, %2: who</extracomment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>models::InterCentreCalculator</name>
    <message>
        <source>Training across centres</source>
        <translation>算间训练</translation>
    </message>
    <message>
        <source>Sites that share the job</source>
        <translation>共同训练的站点数</translation>
    </message>
    <message>
        <source>Fibre between neighbours</source>
        <translation>相邻站点光纤长度</translation>
    </message>
    <message>
        <source>Equipment, one way</source>
        <translation>设备单向时延</translation>
    </message>
    <message>
        <source>Allocated to a site, each way</source>
        <translation>每站点分配带宽，每方向</translation>
    </message>
    <message>
        <source>Packet loss</source>
        <translation>丢包率</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>传输方式</translation>
    </message>
    <message>
        <source>Lossless</source>
        <translation>无损</translation>
    </message>
    <message>
        <source>Go-back-N</source>
        <translation>回退 N</translation>
    </message>
    <message>
        <source>Selective repeat</source>
        <translation>选择重传</translation>
    </message>
    <message>
        <source>Connections that share the rate</source>
        <translation>共享速率的连接数</translation>
    </message>
    <message>
        <source>Part of the exchange hidden</source>
        <translation>交换被掩盖的比例</translation>
    </message>
    <message>
        <source>1,024 cards, 177 B, 500 km, 3.2 Tb/s</source>
        <translation>1,024 卡，177 B，500 km，3.2 Tb/s</translation>
    </message>
    <message>
        <source>published: 97–99 %</source>
        <translation>公开数值：97–99 %</translation>
    </message>
    <message>
        <source>the same, half hidden</source>
        <translation>同上，掩盖一半</translation>
    </message>
    <message>
        <source>the same at 400 Gb/s</source>
        <translation>同上，400 Gb/s</translation>
    </message>
    <message>
        <source>no published figure</source>
        <translation>无公开数值</translation>
    </message>
    <message>
        <source>the same, loss 1e-5, go-back-N</source>
        <translation>同上，丢包 1e-5，回退 N</translation>
    </message>
    <message>
        <source>published: collapses</source>
        <translation>公开结论：急剧下降</translation>
    </message>
    <message>
        <source>409.61 km</source>
        <translation>409.61 km</translation>
    </message>
    <message>
        <source>published: &gt; 97 %</source>
        <translation>公开数值：&gt; 97 %</translation>
    </message>
    <message>
        <source>2,000 km</source>
        <translation>2,000 km</translation>
    </message>
    <message>
        <source>published: 98 %</source>
        <translation>公开数值：98 %</translation>
    </message>
    <message>
        <source>Efficiency, over the same cards in one place</source>
        <translation>效率，与同样的卡集中一处相比</translation>
    </message>
    <message>
        <source>A step</source>
        <translation>每步时间</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Exchange of gradients, not hidden</source>
        <translation>未掩盖的梯度交换</translation>
    </message>
    <message>
        <source>Round trips</source>
        <translation>往返</translation>
    </message>
    <message>
        <source>Exchange, all of it</source>
        <translation>全部交换</translation>
    </message>
    <message>
        <source>Sent by a site in a step</source>
        <translation>每站点每步发送</translation>
    </message>
    <message>
        <source>Round-trip time</source>
        <translation>往返时延</translation>
    </message>
    <message>
        <source>Goodput</source>
        <translation>有效吞吐</translation>
    </message>
    <message>
        <source>Goodput over the rate</source>
        <translation>有效吞吐占速率</translation>
    </message>
    <message>
        <source>Packets in flight on a stream</source>
        <translation>单连接在途包数</translation>
    </message>
    <message>
        <source>Rounds for what was lost</source>
        <translation>重传轮数</translation>
    </message>
    <message>
        <source>Buffer for flow control at the far end</source>
        <translation>远端流控缓存</translation>
    </message>
</context>
<context>
    <name>models::IntraCentreCalculator</name>
    <message>
        <source>Flows that leave a switch together</source>
        <translation>同时离开交换机的流数</translation>
    </message>
    <message>
        <source>Links they are spread over</source>
        <translation>分担链路数</translation>
    </message>
    <message>
        <source>Load balancing</source>
        <translation>负载均衡</translation>
    </message>
    <message>
        <source>Flowlets of a flow</source>
        <translation>每流 flowlet 数</translation>
    </message>
    <message>
        <source>Packets of a flow</source>
        <translation>每流包数</translation>
    </message>
    <message>
        <source>Tensor-parallel size</source>
        <translation>张量并行度</translation>
    </message>
    <message>
        <source>Pipeline stages</source>
        <translation>流水线级数</translation>
    </message>
    <message>
        <source>Data-parallel size (0 = what is left)</source>
        <translation>数据并行度（0 = 剩余）</translation>
    </message>
    <message>
        <source>Micro batches (0 = 4 for each stage)</source>
        <translation>微批数（0 = 每级 4 个）</translation>
    </message>
    <message>
        <source>All-reduce of gradients</source>
        <translation>梯度 all-reduce</translation>
    </message>
    <message>
        <source>Ring</source>
        <translation>环形</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树形</translation>
    </message>
    <message>
        <source>The faster one</source>
        <translation>取较快者</translation>
    </message>
    <message>
        <source>Part of the gradient exchange hidden</source>
        <translation>梯度交换被掩盖的比例</translation>
    </message>
    <message>
        <source>Port of a card</source>
        <translation>单卡端口</translation>
    </message>
    <message>
        <source>Oversubscription of the fabric</source>
        <translation>网络收敛比</translation>
    </message>
    <message>
        <source>Between cards of a server</source>
        <translation>服务器内卡间</translation>
    </message>
    <message>
        <source>Cards of a server</source>
        <translation>每服务器卡数</translation>
    </message>
    <message>
        <source>Storage, for checkpoints</source>
        <translation>检查点存储速率</translation>
    </message>
    <message>
        <source>From a stop to computing again</source>
        <translation>中断到恢复计算</translation>
    </message>
    <message>
        <source>Between checkpoints (0 = the best)</source>
        <translation>检查点间隔（0 = 最优）</translation>
    </message>
    <message>
        <source>Card hours between stops</source>
        <translation>每次中断的卡时</translation>
    </message>
    <message>
        <source>%1 flows on %2 links, ECMP</source>
        <translation>%1 条流分到 %2 条链路，ECMP</translation>
    </message>
    <message>
        <source>published: spreading %1</source>
        <translation>公开数值：均衡度 %1</translation>
    </message>
    <message>
        <source>Training inside a centre</source>
        <translation>算内训练</translation>
    </message>
    <message>
        <source>405 B on 16,384 cards</source>
        <translation>405 B，16,384 卡</translation>
    </message>
    <message>
        <source>published: more than 90 % effective time</source>
        <translation>公开数值：有效时间超过 90 %</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>of it network</source>
        <translation>其中网络</translation>
    </message>
    <message>
        <source>of it effective time</source>
        <translation>其中有效时间</translation>
    </message>
    <message>
        <source>A step</source>
        <translation>每步时间</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Pipeline bubble</source>
        <translation>流水线气泡</translation>
    </message>
    <message>
        <source>Tensor parallelism between servers</source>
        <translation>跨服务器张量并行</translation>
    </message>
    <message>
        <source>Activations between stages</source>
        <translation>级间激活传输</translation>
    </message>
    <message>
        <source>Gradients, not hidden</source>
        <translation>未掩盖的梯度</translation>
    </message>
    <message>
        <source>Spreading of flows</source>
        <translation>流的均衡度</translation>
    </message>
    <message>
        <source>Standard error (0 = exact)</source>
        <translation>标准误差（0 = 精确）</translation>
    </message>
    <message>
        <source>A card&apos;s port as used</source>
        <translation>单卡端口实际速率</translation>
    </message>
    <message>
        <source>Between stops</source>
        <translation>中断间隔</translation>
    </message>
    <message>
        <source>Writing a checkpoint</source>
        <translation>写检查点</translation>
    </message>
    <message>
        <source>Between checkpoints</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Lost to checkpoints</source>
        <translation>检查点损失</translation>
    </message>
    <message>
        <source>Lost to stops</source>
        <translation>中断损失</translation>
    </message>
</context>
<context>
    <name>models::JobMoves</name>
    <message>
        <source>There is no job %1 in the scenario.</source>
        <translation>方案中没有作业 %1。</translation>
    </message>
    <message>
        <source>Job %1 holds no cards yet.</source>
        <translation>作业 %1 尚未占用任何卡。</translation>
    </message>
    <message>
        <source>Job %1 has no cards in %2.</source>
        <translation>作业 %1 在 %2 中没有卡。</translation>
    </message>
</context>
<context>
    <name>models::JobTable</name>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Effective time</source>
        <translation>有效时间占比</translation>
    </message>
    <message>
        <source>Expected end</source>
        <translation>预计结束</translation>
    </message>
    <message>
        <source>Last 5 min</source>
        <translation>近 5 分钟</translation>
    </message>
    <message>
        <source>Share of the time in which the cards do useful work: waiting for the network, checkpoints and failures take the rest.</source>
        <translation>加速卡有效工作时间占比：其余时间用于等待网络、检查点和故障。</translation>
    </message>
    <message>
        <source>From its progress at the planned pace; the plan where no progress is heard.</source>
        <translation>按当前进度和计划速度推算；未收到进度时为计划值。</translation>
    </message>
</context>
<context>
    <name>models::LinkProposal</name>
    <message>
        <source>A link joins two sites, or a pool and a site.</source>
        <translation>链路连接两个站点，或一个资源池与一个站点。</translation>
    </message>
    <message>
        <source>Both ends of the link are the same place.</source>
        <translation>链路两端是同一地点。</translation>
    </message>
    <message>
        <source>A link cannot join two pools: lead it to a site.</source>
        <translation>链路不能连接两个资源池：请引到一个站点。</translation>
    </message>
    <message numerus="yes">
        <source>The way between them has more than %n conduit(s).</source>
        <translation>
            <numerusform>两地之间的路由超过 %n 段光缆管道。</numerusform>
        </translation>
    </message>
    <message>
        <source>No name for the link can be made of those of its ends.</source>
        <translation>无法由两端的名称构成链路名称。</translation>
    </message>
</context>
<context>
    <name>models::LinkTable</name>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Carrier</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Use A→B</source>
        <translation>利用率 A→B</translation>
    </message>
    <message>
        <source>Use B→A</source>
        <translation>利用率 B→A</translation>
    </message>
    <message>
        <source>Last 5 min</source>
        <translation>近 5 分钟</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>丢包率</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>Conduits</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定度</translation>
    </message>
    <message>
        <source>Significance</source>
        <translation>显著性</translation>
    </message>
    <message>
        <source>Measured less expected load of the worse direction. Expected is what the known flows and demands would put on the link.</source>
        <translation>较差方向的实测负载减去预期负载。预期负载为已知流量和需求应在该链路上产生的负载。</translation>
    </message>
    <message>
        <source>Standard deviation of the residual: how far it may lie from zero by measurement and model alone.</source>
        <translation>残差的标准差：仅因测量和模型误差，残差可能偏离零的程度。</translation>
    </message>
    <message>
        <source>Residual over its uncertainty, without sign: from about 5 on it is no chance.</source>
        <translation>残差与不确定度之比（不计符号）：约 5 以上即非偶然。</translation>
    </message>
</context>
<context>
    <name>models::MarketModel</name>
    <message numerus="yes">
        <source>%n market(s)</source>
        <translation>
            <numerusform>%n 个市场</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 bids got all they asked for</source>
        <translation>%2 笔买单中 %1 笔全部成交</translation>
    </message>
    <message>
        <source>%1 cards traded for %2 h</source>
        <translation>成交 %1 卡，为期 %2 h</translation>
    </message>
    <message>
        <source>surplus %1</source>
        <translation>盈余 %1</translation>
    </message>
    <message>
        <source>service credit %1</source>
        <translation>服务补偿 %1</translation>
    </message>
</context>
<context>
    <name>models::MarketTable</name>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Latency class</source>
        <translation>时延等级</translation>
    </message>
    <message>
        <source>One way from the users, at most.</source>
        <translation>距用户的单向时延上限。</translation>
    </message>
    <message>
        <source>Clearing price</source>
        <translation>出清价</translation>
    </message>
    <message>
        <source>Per card and hour, of every contract here: the middle between the lowest limit and the highest reserve price among those that trade.</source>
        <translation>每卡每小时，此处所有合约相同：成交者中最低限价与最高保留价的中点。</translation>
    </message>
    <message>
        <source>Cards traded</source>
        <translation>成交卡数</translation>
    </message>
    <message>
        <source>Curves cross at</source>
        <translation>供需交点</translation>
    </message>
    <message>
        <source>Cards where demand and supply cross. Fewer are traded where the network is in the way.</source>
        <translation>需求与供给曲线相交处的卡数。受网络限制时成交更少。</translation>
    </message>
    <message>
        <source>Bids</source>
        <translation>买单数</translation>
    </message>
    <message>
        <source>Cards wanted</source>
        <translation>需求卡数</translation>
    </message>
    <message>
        <source>Highest limit</source>
        <translation>最高限价</translation>
    </message>
    <message>
        <source>Per card and hour.</source>
        <translation>每卡每小时。</translation>
    </message>
    <message>
        <source>Asks</source>
        <translation>卖单数</translation>
    </message>
    <message>
        <source>Cards offered</source>
        <translation>供给卡数</translation>
    </message>
    <message>
        <source>Buyers&apos; surplus</source>
        <translation>买方盈余</translation>
    </message>
    <message>
        <source>What buyers would have paid at most, less what they pay.</source>
        <translation>买方最多愿付的金额减去实付金额。</translation>
    </message>
    <message>
        <source>Sellers&apos; surplus</source>
        <translation>卖方盈余</translation>
    </message>
    <message>
        <source>What sellers get, less what they would have taken at least.</source>
        <translation>卖方所得减去其最低可接受的金额。</translation>
    </message>
    <message>
        <source>Lowest reserve price</source>
        <translation>最低保留价</translation>
    </message>
</context>
<context>
    <name>models::MarketTotals</name>
    <message>
        <source>Bids that got all they asked for</source>
        <translation>全部成交的买单</translation>
    </message>
    <message>
        <source>Surplus of all contracts, as agreed</source>
        <translation>全部合约的盈余（按约定）</translation>
    </message>
    <message>
        <source>of buyers: limit less price</source>
        <translation>买方：限价减价格</translation>
    </message>
    <message>
        <source>of sellers: price less reserve price</source>
        <translation>卖方：价格减保留价</translation>
    </message>
    <message>
        <source>Buyers pay</source>
        <translation>买方支付</translation>
    </message>
    <message>
        <source>to sellers, for compute that was delivered</source>
        <translation>付给卖方：已交付的算力</translation>
    </message>
    <message>
        <source>less service credit</source>
        <translation>扣除服务补偿</translation>
    </message>
    <message>
        <source>to the network</source>
        <translation>付给网络</translation>
    </message>
    <message>
        <source>Sellers get</source>
        <translation>卖方所得</translation>
    </message>
    <message>
        <source>The network gets</source>
        <translation>网络所得</translation>
    </message>
    <message>
        <source>Left over: paid, and nobody gets it (budget balance: 0)</source>
        <translation>余额：已付而无人所得（预算平衡：应为 0）</translation>
    </message>
    <message>
        <source>Contracts above the buyer&apos;s limit (individual rationality: 0)</source>
        <translation>高于买方限价的合约（个体理性：应为 0）</translation>
    </message>
    <message>
        <source>Contracts below the seller&apos;s reserve price (individual rationality: 0)</source>
        <translation>低于卖方保留价的合约（个体理性：应为 0）</translation>
    </message>
    <message>
        <source>Delivered, card-hours</source>
        <translation>已交付卡时</translation>
    </message>
    <message>
        <source>Delivered, compute (FP16)</source>
        <translation>已交付算力（FP16）</translation>
    </message>
    <message>
        <source>Delivered, bandwidth each way</source>
        <translation>已交付带宽（每个方向）</translation>
    </message>
</context>
<context>
    <name>models::MoveTable</name>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>处置</translation>
    </message>
    <message>
        <source>From</source>
        <translation>原位置</translation>
    </message>
    <message>
        <source>To</source>
        <translation>新位置</translation>
    </message>
    <message>
        <source>To be moved</source>
        <translation>需迁移数据</translation>
    </message>
    <message>
        <source>Its checkpoint; of a job without parameters its data.</source>
        <translation>检查点；没有参数的作业则为其数据。</translation>
    </message>
    <message>
        <source>Comes from</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>传输时间</translation>
    </message>
    <message>
        <source>Cost of the move</source>
        <translation>迁移成本</translation>
    </message>
    <message>
        <source>Network of the transfer, and cards that wait for it.</source>
        <translation>传输所用网络和等待中的卡。</translation>
    </message>
    <message>
        <source>Price change</source>
        <translation>价格变化</translation>
    </message>
    <message>
        <source>New price less old price of the whole job.</source>
        <translation>整个作业的新价减旧价。</translation>
    </message>
    <message>
        <source>the old pool</source>
        <translation>原资源池</translation>
    </message>
    <message>
        <source>nowhere: its pools are down, and nothing says where its data is</source>
        <translation>无处可取：其资源池均已中断，且数据位置未知</translation>
    </message>
    <message>
        <source>nowhere: nothing can carry it</source>
        <translation>无处可取：网络无法承载</translation>
    </message>
    <message>
        <source>where its data is: what it computed is lost</source>
        <translation>数据所在地：已算结果丢失</translation>
    </message>
</context>
<context>
    <name>models::NavigatorModel</name>
    <message>
        <source>Region, site</source>
        <translation>地区、站点</translation>
    </message>
    <message>
        <source>Hub, province, enterprise, pool</source>
        <translation>枢纽、省份、主体、资源池</translation>
    </message>
    <message>
        <source>FP16</source>
        <translation>FP16</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Outside the hubs</source>
        <translation>枢纽以外</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>models::Neighbours</name>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>两端</translation>
    </message>
    <message>
        <source>Above it</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Access links</source>
        <translation>接入链路</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Pools served</source>
        <translation>接入的资源池</translation>
    </message>
    <message>
        <source>Links in it</source>
        <translation>其中的链路</translation>
    </message>
    <message>
        <source>Links on its path</source>
        <translation>路径上的链路</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Enterprises</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>Conduits</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>Outside the hubs</source>
        <translation>枢纽以外</translation>
    </message>
</context>
<context>
    <name>models::NewsTable</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>符合数</translation>
    </message>
    <message>
        <source>Standing query</source>
        <translation>常驻查询</translation>
    </message>
    <message>
        <source>(every offer)</source>
        <translation>（全部供给项）</translation>
    </message>
</context>
<context>
    <name>models::PathTable</name>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Latency, one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>Hops</source>
        <translation>跳数</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>运营商</translation>
    </message>
    <message>
        <source>Bottleneck</source>
        <translation>瓶颈</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>空闲带宽</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>Links measured</source>
        <translation>已测链路</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Working path of the pair</source>
        <translation>路径对的主用路径</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备用路径</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>最短路径</translation>
    </message>
    <message>
        <source>Alternative %1</source>
        <translation>备选 %1</translation>
    </message>
    <message>
        <source>%1, backup</source>
        <translation>%1，备用路径</translation>
    </message>
    <message>
        <source>%1, working path</source>
        <translation>%1，主用路径</translation>
    </message>
    <message>
        <source>Interconnection point, %1</source>
        <translation>互联点，%1</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <extracomment>the bottleneck lies from %1 to %2</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) of the path not measured</source>
        <translation>
            <numerusform>路径上 %n 条链路未测量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s) stale</source>
        <translation>
            <numerusform>%n 个测量值已过期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PathsModel</name>
    <message>
        <source>%1 → %2</source>
        <extracomment>from place %1 to place %2</extracomment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>One of the two is no longer in the registry.</source>
        <translation>两者之一已不在注册数据中。</translation>
    </message>
    <message>
        <source>No path leads there now.</source>
        <translation>目前没有路径可达。</translation>
    </message>
    <message>
        <source>Disjoint pair (%1): %2 together, the least there is.</source>
        <extracomment>%1 is what the paths do not share; %2 their latencies added</extracomment>
        <translation>不相交路径对（%1）：合计 %2，已证明最短。</translation>
    </message>
    <message>
        <source>Disjoint pair (%1): %2 together, the best found; none can be below %3.</source>
        <translation>不相交路径对（%1）：合计 %2，为已找到的最优；下限 %3。</translation>
    </message>
    <message>
        <source>No disjoint pair (%1): every path uses %2.</source>
        <translation>没有不相交路径对（%1）：每条路径都经过 %2。</translation>
    </message>
    <message>
        <source>No disjoint pair (%1) exists.</source>
        <translation>不存在不相交路径对（%1）。</translation>
    </message>
    <message>
        <source>No disjoint pair (%1) was found before the search was cut short.</source>
        <translation>搜索中止前未找到不相交路径对（%1）。</translation>
    </message>
    <message>
        <source>no common link</source>
        <translation>无共同链路</translation>
    </message>
    <message>
        <source>no common site</source>
        <translation>无共同站点</translation>
    </message>
    <message>
        <source>no common conduit</source>
        <translation>无共同光缆管道</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) down, left out</source>
        <translation>
            <numerusform>已避开 %n 条中断链路</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlacedTable</name>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Cards held from</source>
        <translation>占卡开始</translation>
    </message>
    <message>
        <source>UTC+8. Data is staged from here.</source>
        <translation>UTC+8。自此准备数据。</translation>
    </message>
    <message>
        <source>Computes from</source>
        <translation>计算开始</translation>
    </message>
    <message>
        <source>UTC+8.</source>
        <translation>UTC+8。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Efficiency</source>
        <translation>效率</translation>
    </message>
    <message>
        <source>Of training across pools, over the same cards in one place.</source>
        <translation>跨池训练，与同样的卡集中一处相比。</translation>
    </message>
    <message>
        <source>Latency, one way</source>
        <translation>单向时延</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>带宽</translation>
    </message>
    <message>
        <source>Reserved, the greatest of its legs.</source>
        <translation>预留带宽，取各段最大值。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>成本</translation>
    </message>
    <message>
        <source>of it network</source>
        <translation>其中网络</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能耗</translation>
    </message>
    <message>
        <source>CO₂</source>
        <translation>CO₂</translation>
    </message>
</context>
<context>
    <name>models::PlacementModel</name>
    <message>
        <source>%1 of %2 jobs placed</source>
        <translation>%2 个作业中放置 %1 个</translation>
    </message>
    <message>
        <source>After failure of %1</source>
        <translation>%1 故障后</translation>
    </message>
    <message>
        <source>moves cost %1</source>
        <translation>迁移成本 %1</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>已证明最优</translation>
    </message>
    <message>
        <source>at least %1 whatever the plan</source>
        <translation>任何放置方案至少 %1</translation>
    </message>
    <message>
        <source>of jobs across pools not every set of pools was looked at</source>
        <translation>跨池作业并未考察所有资源池组合</translation>
    </message>
    <message>
        <source>every leg gets %1 of its rate</source>
        <translation>各段至少获得所需速率的 %1</translation>
    </message>
    <message>
        <source>the plan breaks a constraint: %1</source>
        <translation>放置方案违反约束：%1</translation>
    </message>
    <message>
        <source>in %1 s</source>
        <translation>用时 %1 s</translation>
    </message>
    <message>
        <source>%1 CO₂</source>
        <comment>an amount with its unit</comment>
        <translation>%1 CO₂</translation>
    </message>
    <message>
        <source>As they are at %1</source>
        <translation>%1 的状态</translation>
    </message>
    <message>
        <source>Plan of %1</source>
        <translation>%1 的放置方案</translation>
    </message>
    <message>
        <source>Base of %1, from %2 to %3</source>
        <translation>%1 的基线，%2 至 %3</translation>
    </message>
    <message>
        <source>Scenario %1, from %2 to %3</source>
        <translation>方案 %1，%2 至 %3</translation>
    </message>
    <message>
        <source>%1 beside its base, from %2 to %3</source>
        <translation>%1 与其基线对照，%2 至 %3</translation>
    </message>
    <message>
        <source>%1: %2 of %3 pools differ</source>
        <translation>%1：%3 个资源池中 %2 个有差异</translation>
    </message>
    <message>
        <source>%1; %2 changes are left out</source>
        <translation>%1；另有 %2 处变化未列出</translation>
    </message>
    <message>
        <source>No job holds cards now. Jobs are shown here when a source reports them or the registry file brings a workload.</source>
        <translation>现无作业占卡。数据源上报作业或登记文件带有负载时，作业显示于此。</translation>
    </message>
    <message>
        <source>There is no plan yet: choose jobs and a policy above, and place them.</source>
        <translation>尚无放置方案：请在上方选择作业和策略，然后放置。</translation>
    </message>
    <message>
        <source>No scenario yet: fork the moment on the screen (Ctrl+N), do something to it and run it (Ctrl+R). Where and when its jobs run is shown here, beside its base.</source>
        <translation>尚无方案：从屏幕上的时刻派生方案（Ctrl+N），加入命令并推演（Ctrl+R）。各作业在何处、何时运行将与基线对照显示于此。</translation>
    </message>
    <message>
        <source>The scenario is being run…</source>
        <translation>正在推演方案…</translation>
    </message>
    <message>
        <source>The scenario has not been run as it stands: Ctrl+R runs it, or “Run” above.</source>
        <translation>方案按现状尚未推演：按 Ctrl+R 或上方“推演”。</translation>
    </message>
    <message>
        <source>In the scenario every job runs where, when and as fast as in its base.</source>
        <translation>方案中每个作业的位置、时间和速度都与基线相同。</translation>
    </message>
    <message>
        <source>No job holds cards in these hours.</source>
        <translation>这段时间内无作业占卡。</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) move</source>
        <comment>to other pools, after a failure</comment>
        <translation>
            <numerusform>%n 个作业迁移</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) stay, their traffic goes another way</source>
        <translation>
            <numerusform>%n 个作业不迁移，仅流量改路由</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have no place left</source>
        <translation>
            <numerusform>%n 个作业已无处可放</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlanDifference</name>
    <message>
        <source>%1 beside %2</source>
        <translation>%1 对照 %2</translation>
    </message>
</context>
<context>
    <name>models::PlanTable</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Nothing cut</source>
        <translation>未切断时</translation>
    </message>
    <message>
        <source>Worst cut</source>
        <translation>最坏中断</translation>
    </message>
    <message>
        <source>Cut of conduit</source>
        <translation>切断的光缆管道</translation>
    </message>
    <message>
        <source>Pairs cut off</source>
        <translation>失联点对</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Fullest link before</source>
        <translation>最满链路（前）</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Fullest link</source>
        <translation>最满链路</translation>
    </message>
    <message>
        <source>Traffic lost</source>
        <translation>损失流量</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>Planned work</source>
        <translation>计划割接</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Worst cut without it</source>
        <translation>不割接时最坏中断</translation>
    </message>
    <message>
        <source>With it</source>
        <translation>割接时</translation>
    </message>
    <message>
        <source>The worst cut</source>
        <translation>最坏中断</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Utilisation before</source>
        <translation>利用率（前）</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>负载</translation>
    </message>
    <message>
        <source>More load</source>
        <translation>负载增量</translation>
    </message>
    <message>
        <source>Capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>More capacity</source>
        <translation>容量增量</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>可达</translation>
    </message>
    <message>
        <source>Cards usable</source>
        <translation>可用卡数</translation>
    </message>
    <message>
        <source>Cards at work</source>
        <translation>工作卡数</translation>
    </message>
    <message>
        <source>FP16 stranded</source>
        <translation>搁浅 FP16 算力</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>Energy cost, more</source>
        <translation>电费增量</translation>
    </message>
    <message>
        <source>Revenue, more</source>
        <translation>收入增量</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Rate before</source>
        <translation>速率（前）</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Ends in, before</source>
        <translation>完成还需（前）</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Speed before</source>
        <translation>速度（前）</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Jobs stopped</source>
        <translation>停止的作业</translation>
    </message>
    <message>
        <source>Jobs slowed</source>
        <translation>变慢的作业</translation>
    </message>
    <message>
        <source>Jobs late</source>
        <translation>逾期的作业</translation>
    </message>
    <message>
        <source>Flows disconnected</source>
        <translation>中断的业务流</translation>
    </message>
    <message>
        <source>Flows slowed</source>
        <translation>变慢的业务流</translation>
    </message>
    <message>
        <source>Flows late</source>
        <translation>逾期的业务流</translation>
    </message>
    <message>
        <source>Pools lost</source>
        <translation>失去的资源池</translation>
    </message>
    <message>
        <source>Cards idled</source>
        <translation>闲置卡数</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Before → after</source>
        <translation>之前 → 之后</translation>
    </message>
    <message>
        <source>It came of</source>
        <translation>起因</translation>
    </message>
    <message>
        <source>Carbon, more</source>
        <translation>碳排放增量</translation>
    </message>
    <message>
        <source>N-1 headroom</source>
        <translation>N-1 余量</translation>
    </message>
    <message>
        <source>N-1 fullest link</source>
        <translation>N-1 最满链路</translation>
    </message>
    <message>
        <source>Within 1 ms</source>
        <translation>1 ms 内</translation>
    </message>
    <message>
        <source>Within 5 ms</source>
        <translation>5 ms 内</translation>
    </message>
    <message>
        <source>Within 20 ms</source>
        <translation>20 ms 内</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>Latency missed</source>
        <translation>时延超标</translation>
    </message>
    <message>
        <source>Jobs without a place</source>
        <translation>无处运行的作业</translation>
    </message>
</context>
<context>
    <name>models::PlanTables</name>
    <message>
        <source>The cuts are being computed anew: these are still the figures before the edit.</source>
        <translation>正在重新计算中断：此处仍为修改前的数值。</translation>
    </message>
    <message numerus="yes">
        <source>All %n single cut(s) are computed: none fills a link above %1. With nothing cut: %2.</source>
        <translation>
            <numerusform>全部 %n 种单点中断均已计算：没有一种使链路利用率超过 %1。未切断时：%2。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 cuts are computed, the worst at %3. Proven bound: no cut, computed or not, fills a link above %4.</source>
        <translation>已计算 %1/%2 种中断，最坏 %3。已证明的上界：无论是否已计算，任何中断都不会使链路利用率超过 %4。</translation>
    </message>
</context>
<context>
    <name>models::PlanTakeover</name>
    <message>
        <source>Jobs are being placed.</source>
        <translation>正在放置作业。</translation>
    </message>
    <message>
        <source>There is no plan yet: place the jobs first.</source>
        <translation>尚无放置方案：请先放置作业。</translation>
    </message>
    <message>
        <source>No scenario is open: fork the moment on the screen first (Ctrl+N).</source>
        <translation>没有打开的方案：请先从屏幕上的时刻派生方案（Ctrl+N）。</translation>
    </message>
    <message>
        <source>The scenario is still being prepared.</source>
        <translation>方案仍在准备。</translation>
    </message>
    <message>
        <source>The scenario could not be prepared: open another one.</source>
        <translation>方案未能准备好：请打开另一个。</translation>
    </message>
    <message>
        <source>The plan is of another registry than the scenario: place the jobs anew.</source>
        <translation>放置方案与当前方案的注册数据不同：请重新放置作业。</translation>
    </message>
    <message>
        <source>An edit is being done.</source>
        <translation>正在进行一次编辑。</translation>
    </message>
    <message>
        <source>The scenario has every job where the plan has it.</source>
        <translation>方案中每个作业都已在放置方案的位置。</translation>
    </message>
    <message>
        <source>No job of the plan has a place with cards.</source>
        <translation>放置方案中没有作业获得带卡的位置。</translation>
    </message>
    <message>
        <source>The scenario has changed meanwhile.</source>
        <translation>方案在此期间已有改动。</translation>
    </message>
</context>
<context>
    <name>models::PlanTerms</name>
    <message>
        <source>kg/h</source>
        <translation>kg/h</translation>
    </message>
    <message>
        <source>CNY/h</source>
        <translation>元/时</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and name of a thing</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Not safe</source>
        <translation>不安全</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>points</source>
        <translation>个百分点</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>可实施</translation>
    </message>
    <message>
        <source>No go</source>
        <translation>不可实施</translation>
    </message>
    <message>
        <source>never</source>
        <comment>a job or transfer never ends</comment>
        <translation>永不</translation>
    </message>
    <message>
        <source>late as before</source>
        <translation>仍逾期</translation>
    </message>
    <message>
        <source>late</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>in time again</source>
        <translation>恢复按期</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景流量</translation>
    </message>
    <message>
        <source>another way</source>
        <translation>改走他路</translation>
    </message>
    <message>
        <source>its input cannot come</source>
        <translation>输入无法到达</translation>
    </message>
    <message>
        <source>t/h</source>
        <translation>t/h</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>已降级</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>已疏空</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已移除</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>In full</source>
        <translation>足额</translation>
    </message>
    <message>
        <source>Slowed</source>
        <translation>变慢</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>A fault now</source>
        <translation>当前故障</translation>
    </message>
    <message>
        <source>Another work</source>
        <translation>其他割接</translation>
    </message>
    <message>
        <source>A single cut</source>
        <translation>单点中断</translation>
    </message>
    <message>
        <source>A guaranteed period</source>
        <translation>重保期</translation>
    </message>
    <message>
        <source>Cannot be done</source>
        <translation>无法执行</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>注册数据</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Busy hour</source>
        <translation>忙时</translation>
    </message>
    <message>
        <source>This instant&apos;s traffic</source>
        <translation>此刻流量</translation>
    </message>
    <message>
        <source>conduit</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>interconnection point</source>
        <translation>骨干直联点</translation>
    </message>
    <message>
        <source>site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>pool</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>service node</source>
        <translation>服务节点</translation>
    </message>
    <message>
        <source>power of the province</source>
        <translation>全省供电</translation>
    </message>
    <message>
        <source>telemetry source</source>
        <translation>遥测数据源</translation>
    </message>
    <message>
        <source>identifier service</source>
        <translation>标识服务</translation>
    </message>
    <message>
        <source>Links down</source>
        <translation>中断链路</translation>
    </message>
    <message>
        <source>Pools down</source>
        <translation>中断资源池</translation>
    </message>
    <message>
        <source>Pools out of reach</source>
        <translation>不可达资源池</translation>
    </message>
    <message>
        <source>Flows slowed</source>
        <translation>变慢的业务流</translation>
    </message>
    <message>
        <source>Flows disconnected</source>
        <translation>中断的业务流</translation>
    </message>
    <message>
        <source>Transfers that miss their deadline</source>
        <translation>逾期的传输</translation>
    </message>
    <message>
        <source>Jobs slowed</source>
        <translation>变慢的作业</translation>
    </message>
    <message>
        <source>Jobs stopped</source>
        <translation>停止的作业</translation>
    </message>
    <message>
        <source>Jobs that miss their deadline</source>
        <translation>逾期的作业</translation>
    </message>
    <message>
        <source>Background demands disconnected</source>
        <translation>断开的背景需求</translation>
    </message>
    <message>
        <source>Traffic asked for</source>
        <translation>请求流量</translation>
    </message>
    <message>
        <source>Traffic served</source>
        <translation>承载流量</translation>
    </message>
    <message>
        <source>Traffic lost</source>
        <translation>损失流量</translation>
    </message>
    <message>
        <source>Fullest link, utilisation</source>
        <translation>最满链路的利用率</translation>
    </message>
    <message>
        <source>Fullest link</source>
        <translation>最满链路</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Cards that can be used</source>
        <translation>可用卡数</translation>
    </message>
    <message>
        <source>Cards of running jobs</source>
        <translation>运行作业占用卡数</translation>
    </message>
    <message>
        <source>Cards at work</source>
        <translation>工作卡数</translation>
    </message>
    <message>
        <source>Power of facilities</source>
        <translation>设施功率</translation>
    </message>
    <message>
        <source>Carbon an hour</source>
        <translation>每小时碳排放</translation>
    </message>
    <message>
        <source>Energy cost an hour</source>
        <translation>每小时电费</translation>
    </message>
    <message>
        <source>Revenue an hour</source>
        <translation>每小时收入</translation>
    </message>
    <message>
        <source>N-1: fullest link in the worst cut</source>
        <translation>N-1：最坏中断下的最满链路</translation>
    </message>
    <message>
        <source>N-1: headroom left</source>
        <translation>N-1：剩余余量</translation>
    </message>
    <message>
        <source>Compute in service, %1</source>
        <translation>在用算力，%1</translation>
    </message>
    <message>
        <source>Compute stranded, %1</source>
        <translation>搁浅算力，%1</translation>
    </message>
    <message>
        <source>Compute that waits, %1</source>
        <translation>等待中的算力，%1</translation>
    </message>
    <message>
        <source>Compute within %1 ms, mean over sites</source>
        <translation>%1 ms 内可达算力（各站点平均）</translation>
    </message>
    <message>
        <source>power of %1</source>
        <comment>all power of a province</comment>
        <translation>%1全省供电</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <comment>number of an event: what it is about, what happened</comment>
        <translation>%1：%2 %3</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>至 %1</translation>
    </message>
    <message>
        <source>transfers: %1 finished, %2 late</source>
        <translation>传输：%1 个完成，%2 个逾期</translation>
    </message>
    <message>
        <source>jobs: %1 finished, %2 late, %3 h lost</source>
        <translation>作业：%1 个完成，%2 个逾期，损失 %3 小时</translation>
    </message>
    <message>
        <source>not carried: %1</source>
        <translation>未送达：%1</translation>
    </message>
    <message>
        <source>%1 events are counted, not listed</source>
        <translation>另有 %1 个事件只计数，未列出</translation>
    </message>
    <message>
        <source>hash %1</source>
        <translation>哈希 %1</translation>
    </message>
    <message>
        <source>begins</source>
        <comment>a command</comment>
        <translation>开始</translation>
    </message>
    <message>
        <source>ends</source>
        <comment>a command</comment>
        <translation>结束</translation>
    </message>
    <message>
        <source>starts to send</source>
        <translation>开始发送</translation>
    </message>
    <message>
        <source>has arrived</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>takes another way</source>
        <translation>改走其他路径</translation>
    </message>
    <message>
        <source>slows down</source>
        <comment>a flow</comment>
        <translation>降速</translation>
    </message>
    <message>
        <source>gets more again</source>
        <comment>a flow</comment>
        <translation>恢复带宽</translation>
    </message>
    <message>
        <source>has no way left</source>
        <translation>无路可走</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>starts</source>
        <comment>a job</comment>
        <translation>启动</translation>
    </message>
    <message>
        <source>slows down</source>
        <comment>a job</comment>
        <translation>变慢</translation>
    </message>
    <message>
        <source>stops</source>
        <comment>a job</comment>
        <translation>停止</translation>
    </message>
    <message>
        <source>goes faster again</source>
        <translation>恢复速度</translation>
    </message>
    <message>
        <source>is finished</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>is cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>will miss its deadline</source>
        <translation>将错过期限</translation>
    </message>
    <message>
        <source>misses its deadline</source>
        <translation>错过期限</translation>
    </message>
    <message>
        <source>95th percentile of a range</source>
        <translation>时段内第 95 百分位流量</translation>
    </message>
    <message>
        <source>Forecast at a date</source>
        <translation>某日预测流量</translation>
    </message>
    <message>
        <source>Best routing: fullest link</source>
        <translation>最优选路：最满链路利用率</translation>
    </message>
    <message>
        <source>Best routing: no routing does with less than</source>
        <translation>最优选路：任何选路都不低于</translation>
    </message>
    <message>
        <source>Best routing: solver&apos;s gap</source>
        <translation>最优选路：求解间隙（gap）</translation>
    </message>
    <message>
        <source>gets a place</source>
        <comment>a job</comment>
        <translation>获得位置</translation>
    </message>
    <message>
        <source>goes back to its last checkpoint</source>
        <comment>a job</comment>
        <translation>退回上一个检查点</translation>
    </message>
    <message>
        <source>No worse</source>
        <comment>a step, than what was before it</comment>
        <translation>未变差</translation>
    </message>
    <message>
        <source>There is no step to do.</source>
        <translation>没有需要执行的步骤。</translation>
    </message>
    <message>
        <source>Not every step is safe.</source>
        <translation>并非每一步都安全。</translation>
    </message>
    <message>
        <source>Every step is safe.</source>
        <translation>每一步都安全。</translation>
    </message>
    <message>
        <source>No step makes it worse.</source>
        <translation>没有一步使情况变差。</translation>
    </message>
    <message>
        <source>Before any step a link is filled to %1, and no cut makes that worse (limit %2).</source>
        <translation>执行任何步骤之前，链路利用率最高为 %1，任何中断都不会使其更高（上限 %2）。</translation>
    </message>
    <message>
        <source>Before any step it is over the limit of %1 already: a link is filled to %2, and no cut makes that worse.</source>
        <translation>执行任何步骤之前已超过上限 %1：链路利用率最高为 %2，任何中断都不会使其更高。</translation>
    </message>
    <message>
        <source>Before any step the worst cut, %1, fills a link to %2 (limit %3).</source>
        <translation>执行任何步骤之前，最坏的中断（%1）使链路利用率达到 %2（上限 %3）。</translation>
    </message>
    <message>
        <source>Before any step it is over the limit of %1 already: a link is filled to %2 with nothing cut, to %3 by a cut of %4.</source>
        <translation>执行任何步骤之前已超过上限 %1：未切断时链路利用率最高为 %2，切断 %4 时为 %3。</translation>
    </message>
    <message>
        <source>Before any step a cut of %1 fills a link to %2, over the limit of %3 already; with nothing cut: %4.</source>
        <translation>执行任何步骤之前，切断 %1 使链路利用率达到 %2，已超过上限 %3；未切断时：%4。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences of a line</comment>
        <translation>%1%2</translation>
    </message>
    <message numerus="yes">
        <source>Assumed, no steps: %n command(s).</source>
        <translation>
            <numerusform>%n 条命令为假设，不列入步骤。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>why a work may not go on, and the reason</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 card-hours lost</source>
        <translation>损失 %1 卡时</translation>
    </message>
    <message>
        <source>→ %1</source>
        <comment>pools</comment>
        <translation>→ %1</translation>
    </message>
    <message>
        <source>%1 links, %2 pools, %3 conduits unseen</source>
        <translation>%1 条链路、%2 个资源池、%3 条光缆管道无遥测</translation>
    </message>
    <message>
        <source>%1 pools, after %2 s</source>
        <translation>%1 个资源池，%2 秒后</translation>
    </message>
    <message>
        <source>card of job</source>
        <translation>作业的卡</translation>
    </message>
    <message>
        <source>Links without telemetry</source>
        <translation>无遥测的链路</translation>
    </message>
    <message>
        <source>Pools without telemetry</source>
        <translation>无遥测的资源池</translation>
    </message>
    <message>
        <source>Conduits without telemetry</source>
        <translation>无遥测的光缆管道</translation>
    </message>
    <message>
        <source>Pools whose identifiers cannot be resolved</source>
        <translation>标识无法解析的资源池</translation>
    </message>
    <message>
        <source>Pools closed to new jobs</source>
        <translation>不接收新作业的资源池</translation>
    </message>
    <message>
        <source>Compute without telemetry, %1</source>
        <translation>无遥测算力，%1</translation>
    </message>
    <message>
        <source>no longer shows</source>
        <comment>a telemetry source: links, pools and conduits</comment>
        <translation>不再上报</translation>
    </message>
    <message>
        <source>no longer resolves</source>
        <comment>an identifier service: pools</comment>
        <translation>不再应答解析</translation>
    </message>
    <message>
        <source>%1 ms of %2 ms</source>
        <comment>latency of a service, and of its class</comment>
        <translation>%1 ms，上限 %2 ms</translation>
    </message>
    <message>
        <source>no way (class %1 ms)</source>
        <comment>to the users of a service; its latency class</comment>
        <translation>无路可达（等级 %1 ms）</translation>
    </message>
    <message>
        <source>no way to its users</source>
        <translation>到用户无路可达</translation>
    </message>
    <message>
        <source>%1 ms of %2 ms: missed</source>
        <comment>latency of a service, of its class</comment>
        <translation>%1 ms，上限 %2 ms：超标</translation>
    </message>
    <message>
        <source>Jobs without a place</source>
        <translation>无处运行的作业</translation>
    </message>
    <message>
        <source>Services that miss their latency class</source>
        <translation>时延超过等级的推理服务</translation>
    </message>
    <message>
        <source>misses its latency class</source>
        <comment>a service</comment>
        <translation>时延超过等级</translation>
    </message>
    <message>
        <source>is within its latency class again</source>
        <comment>a service</comment>
        <translation>时延恢复到等级以内</translation>
    </message>
    <message>
        <source>asks for %1 cards</source>
        <translation>需要 %1 张卡</translation>
    </message>
    <message>
        <source>%1 in each of two pools; of %2 pairs that could take it the most is free in %3: %4</source>
        <translation>%1（两个资源池各需）；可承接的 %2 对资源池中空闲最多的是 %3：%4</translation>
    </message>
    <message>
        <source>%1; of %2 pools that could take it the most is free in %3: %4</source>
        <translation>%1；可承接的 %2 个资源池中空闲最多的是 %3：%4</translation>
    </message>
    <message>
        <source>%1; the pools that could take it take no new jobs</source>
        <translation>%1；可承接的资源池均不接新作业</translation>
    </message>
    <message>
        <source>no pool can take it: %1</source>
        <translation>没有资源池可承接：%1</translation>
    </message>
    <message>
        <source>its transfers lead to %1, which cannot take it</source>
        <translation>其传输流向 %1，该处无法承接</translation>
    </message>
    <message>
        <source>its job is over</source>
        <translation>其作业已结束</translation>
    </message>
    <message>
        <source>is skipped</source>
        <comment>a command</comment>
        <translation>被跳过</translation>
    </message>
    <message>
        <source>asks for %1</source>
        <translation>需要 %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>name and identifier of a thing</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <comment>name, identifier and carrier of a link</comment>
        <translation>%1（%2，%3）</translation>
    </message>
</context>
<context>
    <name>models::PlannerModel</name>
    <message numerus="yes">
        <source>%n scenario(s) are open: close one first.</source>
        <translation>
            <numerusform>已打开 %n 个方案：请先关闭一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Scenario %1</source>
        <translation>方案 %1</translation>
    </message>
    <message>
        <source>There is nothing to fork yet: open a registry or let a source connect.</source>
        <translation>尚无可派生的内容：请打开注册数据或接入数据源。</translation>
    </message>
    <message>
        <source>The scenario could not be prepared.</source>
        <translation>方案无法准备。</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>无法打开 %1。</translation>
    </message>
    <message>
        <source>There is no scenario yet: fork this moment first.</source>
        <translation>尚无方案：请先从此刻派生。</translation>
    </message>
    <message>
        <source>The scenario is still being prepared.</source>
        <translation>方案仍在准备。</translation>
    </message>
    <message>
        <source>The scenario was not saved.</source>
        <translation>方案未保存。</translation>
    </message>
    <message>
        <source>The scenario was saved, its base was not.</source>
        <translation>方案已保存，其基线未保存。</translation>
    </message>
    <message>
        <source>It was cancelled; its automatic copy is opened at the next start.</source>
        <translation>已取消；下次启动时会再打开它的自动副本。</translation>
    </message>
    <message>
        <source>The scenario has changed meanwhile.</source>
        <translation>方案在此期间已有改动。</translation>
    </message>
    <message>
        <source>Traffic of the past is read from a store, and this console has none.</source>
        <translation>过去的流量须从存储读取，而本控制台未使用存储。</translation>
    </message>
    <message>
        <source>%1 is on traffic of the past, which is read from a store, and this console has none.</source>
        <translation>%1 以过去的流量为基础，须从存储读取，而本控制台未使用存储。</translation>
    </message>
    <message>
        <source>This cannot be done: %1.</source>
        <translation>无法执行：%1。</translation>
    </message>
    <message>
        <source>This network has no flows, jobs or demands, and a scenario needs some: open a file with its workload.</source>
        <translation>该网络没有业务流、作业或流量需求，方案需要其中至少一种：请打开含负载的文件。</translation>
    </message>
</context>
<context>
    <name>models::PoolTable</name>
    <message>
        <source>Pool</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>枢纽</translation>
    </message>
    <message>
        <source>Compute FP16</source>
        <translation>算力 FP16</translation>
    </message>
    <message>
        <source>Chips</source>
        <translation>芯片</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Last 5 min</source>
        <translation>近 5 分钟</translation>
    </message>
    <message>
        <source>Cards free</source>
        <translation>空闲卡</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>功率</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Inlet</source>
        <translation>进风温度</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Outside the hubs</source>
        <translation>枢纽以外</translation>
    </message>
    <message>
        <source>CNY/card·h</source>
        <extracomment>unit of a price: yuan per card and hour</extracomment>
        <translation>元/卡·时</translation>
    </message>
</context>
<context>
    <name>models::QueryFaultText</name>
    <message>
        <source>The query cannot be answered: %1.</source>
        <translation>无法回答查询：%1。</translation>
    </message>
    <message>
        <source>At the end of the query, column %1: %2.</source>
        <translation>查询末尾（第 %1 列）：%2。</translation>
    </message>
    <message>
        <source>At column %1 of the query, at “%2”: %3.</source>
        <translation>查询第 %1 列“%2”处：%3。</translation>
    </message>
</context>
<context>
    <name>models::QueryReasonWords</name>
    <message>
        <source>a query has at most %1 bytes</source>
        <translation>查询最多 %1 字节</translation>
    </message>
    <message>
        <source>this quote is not closed</source>
        <translation>引号没有闭合</translation>
    </message>
    <message>
        <source>this number is out of range</source>
        <translation>数值超出范围</translation>
    </message>
    <message>
        <source>a name that begins with a digit stands in quotes</source>
        <translation>以数字开头的名称须加引号</translation>
    </message>
    <message>
        <source>! is followed by =</source>
        <translation>! 之后须为 =</translation>
    </message>
    <message>
        <source>this control character means nothing</source>
        <translation>此控制字符没有意义</translation>
    </message>
    <message>
        <source>“%1” means nothing here</source>
        <translation>“%1”在此没有意义</translation>
    </message>
    <message>
        <source>and, or, order by, limit or the end is expected here</source>
        <translation>此处应为 and、or、order by、limit 或查询结束</translation>
    </message>
    <message>
        <source>a field is expected here</source>
        <translation>此处应为字段</translation>
    </message>
    <message>
        <source>“%1” is expected here</source>
        <translation>此处应为“%1”</translation>
    </message>
    <message>
        <source>“,” or “)” is expected here</source>
        <translation>此处应为“,”或“)”</translation>
    </message>
    <message>
        <source>=, !=, &lt;, &lt;=, &gt;, &gt;=, ~ or in is expected here</source>
        <translation>此处应为 =、!=、&lt;、&lt;=、&gt;、&gt;=、~ 或 in</translation>
    </message>
    <message>
        <source>an argument is expected here</source>
        <translation>此处应为参数</translation>
    </message>
    <message>
        <source>a number is expected here</source>
        <translation>此处应为数值</translation>
    </message>
    <message>
        <source>a text is expected here</source>
        <translation>此处应为文本</translation>
    </message>
    <message>
        <source>a province is expected here, by code or name</source>
        <translation>此处应为省份的代码或名称</translation>
    </message>
    <message>
        <source>by is expected here, as in order by</source>
        <translation>此处应为 by，如 order by</translation>
    </message>
    <message>
        <source>a whole number from 1 to %1 is expected here</source>
        <translation>此处应为 1 到 %1 的整数</translation>
    </message>
    <message>
        <source>there is no field “%1”</source>
        <translation>没有字段“%1”</translation>
    </message>
    <message>
        <source>there is no precision “%1”</source>
        <translation>没有精度“%1”</translation>
    </message>
    <message>
        <source>prices are on_demand, reserved, spot and night</source>
        <translation>价格有 on_demand、reserved、spot、night</translation>
    </message>
    <message>
        <source>there is no province “%1”</source>
        <translation>没有省份“%1”</translation>
    </message>
    <message>
        <source>data is general, important or core</source>
        <translation>数据分级为 general、important 或 core</translation>
    </message>
    <message>
        <source>no place is called “%1”</source>
        <translation>没有名为“%1”的地点</translation>
    </message>
    <message>
        <source>several places are called “%1”</source>
        <translation>有多个地点名为“%1”</translation>
    </message>
    <message>
        <source>%1 is followed by its argument in brackets</source>
        <translation>%1 之后须有括号中的参数</translation>
    </message>
    <message>
        <source>%1 has no argument</source>
        <translation>%1 没有参数</translation>
    </message>
    <message>
        <source>texts are compared with =, !=, ~ and in</source>
        <translation>文本用 =、!=、~ 和 in 比较</translation>
    </message>
    <message>
        <source>~ looks for a part of a text, and this is a number</source>
        <translation>~ 用于在文本中查找，而此处是数值</translation>
    </message>
    <message>
        <source>%1 is more than the whole: a share is 0 to 1, or %1%</source>
        <translation>%1 大于全部：比例为 0 到 1，或写作 %1%</translation>
    </message>
    <message>
        <source>%1% is more than the whole: a share is at most 100%</source>
        <translation>%1% 大于全部：比例最大为 100%</translation>
    </message>
    <message>
        <source>%1 needs a unit: %2</source>
        <translation>%1 须带单位：%2</translation>
    </message>
    <message>
        <source>%1 has no unit %2: %3</source>
        <translation>%1 不能用单位 %2，可用：%3</translation>
    </message>
    <message>
        <source>%1 has no unit %2: it is a plain number</source>
        <translation>%1 不能带单位 %2：它是纯数值</translation>
    </message>
    <message>
        <source>brackets and not are nested more than %1 deep</source>
        <translation>括号与 not 的嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>a query has at most %1 comparisons</source>
        <translation>查询最多有 %1 个比较</translation>
    </message>
    <message>
        <source>a query has at most %1 places</source>
        <translation>查询最多有 %1 个地点</translation>
    </message>
    <message>
        <source>a list has at most %1 items</source>
        <translation>列表最多有 %1 项</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between things listed</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what is so; what bears the name</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1; nearest: %2</source>
        <translation>%1；最接近的有：%2</translation>
    </message>
</context>
<context>
    <name>models::QuickCommands</name>
    <message>
        <source>There is no link %1 in the scenario.</source>
        <translation>方案中没有链路 %1。</translation>
    </message>
    <message>
        <source>No link can have that capacity.</source>
        <translation>链路不可能有这样的容量。</translation>
    </message>
    <message>
        <source>A scenario cannot do that to %1.</source>
        <translation>方案不能对 %1 这样做。</translation>
    </message>
    <message>
        <source>What is left is a part from 0 to 100 %.</source>
        <translation>剩余部分应在 0 到 100 % 之间。</translation>
    </message>
    <message>
        <source>Only links and their conduits can be cut.</source>
        <translation>只能切断链路及其光缆管道。</translation>
    </message>
</context>
<context>
    <name>models::QuickPlan</name>
    <message>
        <source>What waited for the scenario that was left has not been done.</source>
        <translation>等待已离开方案的命令没有执行。</translation>
    </message>
</context>
<context>
    <name>models::ReachTable</name>
    <message>
        <source>Within, one way</source>
        <translation>单向时延以内</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>FP16</source>
        <translation>FP16</translation>
    </message>
    <message>
        <source>FP64</source>
        <translation>FP64</translation>
    </message>
    <message>
        <source>INT8</source>
        <translation>INT8</translation>
    </message>
</context>
<context>
    <name>models::ReasonWords</name>
    <message>
        <source>there is no %1</source>
        <translation>没有%1</translation>
    </message>
    <message>
        <source>there is no job %1</source>
        <translation>没有作业 %1</translation>
    </message>
    <message>
        <source>there is no enterprise %1</source>
        <translation>没有算力主体 %1</translation>
    </message>
    <message>
        <source>there is no carrier %1</source>
        <translation>没有运营商 %1</translation>
    </message>
    <message>
        <source>%1 has been removed</source>
        <translation>%1已被移除</translation>
    </message>
    <message>
        <source>the moment it forks from says nothing of telemetry sources</source>
        <translation>基线时刻没有遥测数据源的信息</translation>
    </message>
    <message>
        <source>%1 exists already</source>
        <translation>%1已存在</translation>
    </message>
    <message>
        <source>there is a flow %1 already</source>
        <translation>业务流 %1 已存在</translation>
    </message>
    <message>
        <source>there is a job %1 already</source>
        <translation>作业 %1 已存在</translation>
    </message>
    <message>
        <source>“%1” cannot be an identifier: at most %2 bytes, no blank at an end, no control characters</source>
        <translation>“%1”不能用作标识：至多 %2 字节，首尾不得有空格，不得含控制字符</translation>
    </message>
    <message>
        <source>“%1” cannot be a pool&apos;s identifier: it is CN.&lt;province&gt;.&lt;enterprise&gt;.&lt;adcode&gt;-&lt;number&gt; with an adcode of that province, as CN.64.E003.640500-001</source>
        <translation>“%1”不能用作资源池标识：应为 CN.&lt;省&gt;.&lt;主体&gt;.&lt;区划代码&gt;-&lt;序号&gt;，且区划代码属于该省，如 CN.64.E003.640500-001</translation>
    </message>
    <message>
        <source>%1: things of this kind either answer or not, and cannot be degraded</source>
        <translation>%1只有应答与不应答两种状态，不能降级</translation>
    </message>
    <message>
        <source>%1 has failed already</source>
        <translation>%1已处于故障</translation>
    </message>
    <message>
        <source>%1 is drained already</source>
        <translation>%1已疏空</translation>
    </message>
    <message>
        <source>%1 is neither failed, degraded nor drained</source>
        <translation>%1没有故障、降级或疏空，无需恢复</translation>
    </message>
    <message>
        <source>%1 is neither failed, degraded nor drained: restore conduit %2, which it runs through</source>
        <translation>%1本身没有故障、降级或疏空：请恢复它所经过的光缆管道 %2</translation>
    </message>
    <message>
        <source>%1 is neither failed, degraded nor drained: restore the power of the province %2, in which it stands</source>
        <translation>%1本身没有故障、降级或疏空：请恢复它所在的%2的供电</translation>
    </message>
    <message>
        <source>resized by more than a million in all</source>
        <translation>累计扩缩超过一百万倍</translation>
    </message>
    <message>
        <source>both ends are %1</source>
        <translation>两端都是 %1</translation>
    </message>
    <message>
        <source>a link cannot join two pools</source>
        <translation>链路不能直接连接两个资源池</translation>
    </message>
    <message>
        <source>a pool is the first end of its access link: let the link begin at %1</source>
        <translation>资源池须为其接入链路的起点：请以 %1 为起点</translation>
    </message>
    <message>
        <source>the carrier whose link it is must be given</source>
        <translation>须填写链路所属的运营商</translation>
    </message>
    <message>
        <source>its conduits do not lead from %1 to %2: %3 does not begin at %4</source>
        <translation>所经光缆管道不能从 %1 通到 %2：%3 不是从 %4 开始</translation>
    </message>
    <message>
        <source>its conduits lead from %1 to %2, not to %3</source>
        <translation>所经光缆管道从 %1 通到 %2，而不是 %3</translation>
    </message>
    <message>
        <source>%1 has been added itself: name a pool of the registry</source>
        <translation>%1 本身是新增的：请选注册数据中的资源池</translation>
    </message>
    <message>
        <source>%1 names another province than %2, which it is to be like</source>
        <translation>%1 与所仿照的 %2 不在同一省份</translation>
    </message>
    <message>
        <source>no pool is meant</source>
        <translation>没有符合条件的资源池</translation>
    </message>
    <message>
        <source>no traffic is meant</source>
        <translation>没有符合条件的流量</translation>
    </message>
    <message>
        <source>it grows more than a million times</source>
        <translation>增长超过一百万倍</translation>
    </message>
    <message>
        <source>training across pools needs a bandwidth between them</source>
        <translation>跨资源池训练须填写池间带宽</translation>
    </message>
    <message>
        <source>job %1 is there already</source>
        <translation>作业 %1 已在该处</translation>
    </message>
    <message>
        <source>%1: cards free %2, asked for %3</source>
        <translation>%1：空闲 %2 张卡，需要 %3 张</translation>
    </message>
    <message>
        <source>%1 has no %2</source>
        <translation>%1没有 %2</translation>
    </message>
    <message>
        <source>%1 has failed by another command</source>
        <translation>%1已因其他命令故障</translation>
    </message>
    <message>
        <source>%1 is drained by another command</source>
        <translation>%1已因其他命令疏空</translation>
    </message>
    <message>
        <source>%1 is down at the moment the scenario forks from</source>
        <translation>%1在基线时刻已中断</translation>
    </message>
    <message>
        <source>%1 does not answer: no new orders in %2</source>
        <translation>%1无应答：%2 不接受新订单</translation>
    </message>
    <message>
        <source>%1 is drained: no new orders in %2</source>
        <translation>%1已疏空：%2 不接受新订单</translation>
    </message>
    <message>
        <source>it ends before it begins</source>
        <translation>结束早于开始</translation>
    </message>
    <message>
        <source>it begins before the scenario does</source>
        <translation>开始早于方案的起点</translation>
    </message>
    <message>
        <source>a scenario has at most %1 commands</source>
        <translation>一个方案至多 %1 条命令</translation>
    </message>
    <message>
        <source>its window ends before it begins</source>
        <translation>割接窗口的结束早于开始</translation>
    </message>
    <message>
        <source>%1 works on the same in the same window</source>
        <translation>%1 在同一窗口作业于相同对象</translation>
    </message>
    <message>
        <source>%1 has the same window</source>
        <translation>%1 的窗口与之重叠</translation>
    </message>
    <message>
        <source>within the guaranteed period %1</source>
        <translation>处于重保期“%1”内</translation>
    </message>
    <message>
        <source>somebody is disconnected with nothing cut</source>
        <translation>未切断时已有点对失联</translation>
    </message>
    <message>
        <source>a cut of %1 fills %2 to %3 (%4 without the work)</source>
        <translation>切断 %1 时，%2利用率达 %3（不割接时为 %4）</translation>
    </message>
    <message>
        <source>a run covers at most %1 days</source>
        <translation>一次推演至多 %1 天</translation>
    </message>
    <message>
        <source>province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>kind and identifier of a thing</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1; the nearest: %2</source>
        <translation>%1；最接近的是：%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between things listed</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 (and %2 more)</source>
        <translation>%1（另有 %2 个）</translation>
    </message>
    <message>
        <source>command %1 cannot be done: %2</source>
        <comment>number and sentence of a command; why</comment>
        <translation>命令“%1”无法执行：%2</translation>
    </message>
    <message>
        <source>%1 is down</source>
        <translation>%1 已中断</translation>
    </message>
    <message>
        <source>with nothing cut, a link is filled to %1 (%2 without the work)</source>
        <translation>未切断时，有链路利用率达 %1（不割接时为 %2）</translation>
    </message>
    <message>
        <source>pairs disconnected by a cut of %1: %2 (%3 without the work)</source>
        <translation>切断 %1 时，失联点对 %2 个（不割接时为 %3 个）</translation>
    </message>
    <message>
        <source>a cut of %1 fills %2 to %3 (%4 without any step)</source>
        <translation>切断 %1 时，%2利用率达 %3（不执行任何步骤时为 %4）</translation>
    </message>
    <message>
        <source>with nothing cut, a link is filled to %1 (%2 without any step)</source>
        <translation>未切断时，有链路利用率达 %1（不执行任何步骤时为 %2）</translation>
    </message>
    <message>
        <source>pairs disconnected by a cut of %1: %2 (%3 without any step)</source>
        <translation>切断 %1 时，失联点对 %2 个（不执行任何步骤时为 %3 个）</translation>
    </message>
    <message>
        <source>from %1 on, %2</source>
        <comment>a moment; what is so then</comment>
        <translation>自 %1 起，%2</translation>
    </message>
    <message>
        <source>in the busy hour, %1</source>
        <translation>忙时：%1</translation>
    </message>
    <message>
        <source>%1: things of this kind cannot be drained</source>
        <translation>%1：此类对象不能疏空</translation>
    </message>
    <message>
        <source>job %1 has no cards that could fail</source>
        <translation>作业 %1 没有可设为故障的卡</translation>
    </message>
    <message>
        <source>%1: a card has %2 GB of memory, the job asks for %3 GB</source>
        <translation>%1：每卡显存 %2 GB，作业要求 %3 GB</translation>
    </message>
    <message>
        <source>%1 is in %2; the job may only run in %3</source>
        <translation>%1位于%2，作业只能在%3运行</translation>
    </message>
    <message>
        <source>%1 promises a packet loss of %2 ppm, the job allows %3 ppm</source>
        <translation>%1承诺的丢包率为 %2 ppm，作业只允许 %3 ppm</translation>
    </message>
    <message>
        <source>%1 says nothing of packet loss, the job allows %2 ppm</source>
        <translation>%1未承诺丢包率，作业只允许 %2 ppm</translation>
    </message>
    <message>
        <source>%1: %2 of its power is green, the job asks for %3</source>
        <translation>%1：绿电占比 %2，作业要求 %3</translation>
    </message>
    <message>
        <source>no way leads to %1 from %2, where the job&apos;s data is</source>
        <translation>作业数据在%2，从那里到%1无路可达</translation>
    </message>
    <message>
        <source>no way leads to %1 from %2, where the job&apos;s users are</source>
        <translation>作业用户在%2，从那里到%1无路可达</translation>
    </message>
    <message>
        <source>%1 is %2 ms one way from %3; the job&apos;s latency class is %4 ms</source>
        <translation>%1到%3的单向时延为 %2 ms，作业的时延等级为 %4 ms</translation>
    </message>
    <message>
        <source>%1 promises a latency class of %2 ms, the job&apos;s is %3 ms</source>
        <translation>%1承诺的时延等级为 %2 ms，作业的时延等级为 %3 ms</translation>
    </message>
    <message>
        <source>%1 promises no latency class, the job&apos;s is %2 ms</source>
        <translation>%1未承诺时延等级，作业的时延等级为 %2 ms</translation>
    </message>
    <message>
        <source>until it ends the job costs %2 CNY in %1, its budget is %3 CNY</source>
        <translation>作业在%1运行到结束需 %2 元，预算为 %3 元</translation>
    </message>
    <message>
        <source>%1: none of the cards the job can have computes in %2</source>
        <translation>%1：作业可用的卡均不支持 %2 精度</translation>
    </message>
    <message>
        <source>no work can be planned on %1: single cards only fail</source>
        <translation>%1 不能列入计划割接：单卡只会故障</translation>
    </message>
</context>
<context>
    <name>models::RejectionTable</name>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>What stands in the way</source>
        <translation>受限原因</translation>
    </message>
    <message>
        <source>Only this, offers</source>
        <translation>仅此受限</translation>
    </message>
    <message>
        <source>Offers at which it is the only thing in the way.</source>
        <translation>只受此项限制的供给项数。</translation>
    </message>
    <message>
        <source>Rules out, offers</source>
        <translation>共排除</translation>
    </message>
    <message>
        <source>Offers it rules out, whatever else does.</source>
        <translation>此项排除的供给项数，不论是否还有其他限制。</translation>
    </message>
    <message>
        <source>Asked for, and the nearest there is</source>
        <translation>所需与最接近者</translation>
    </message>
    <message>
        <source>%1: %2 offers</source>
        <translation>%1：%2 个供给项</translation>
    </message>
</context>
<context>
    <name>models::Residual</name>
    <message>
        <source>traffic in no list from %1 to %2, %3</source>
        <extracomment>%1, %2: places, %3: rate</extracomment>
        <translation>从 %1 到 %2 有未登记的业务流，%3</translation>
    </message>
    <message>
        <source>flow %1 is listed but does not run, %2</source>
        <extracomment>%1: identifier of a flow, %2: rate</extracomment>
        <translation>业务流 %1 已登记但并未运行，%2</translation>
    </message>
    <message>
        <source>traffic is routed as if %1 cost %2 times what the registry says</source>
        <extracomment>%1: a link, %2: a factor</extracomment>
        <translation>路由表现为 %1 的代价是注册数据的 %2 倍</translation>
    </message>
</context>
<context>
    <name>models::ResolveModel</name>
    <message>
        <source>Found: %1. The record may be used for %2.</source>
        <translation>已找到：%1。记录可使用 %2。</translation>
    </message>
    <message>
        <source>Every pool can still be found.</source>
        <translation>所有资源池仍可解析。</translation>
    </message>
    <message>
        <source>%1 of %2 pools cannot be found with an empty cache (%3); caches end within %4.</source>
        <translation>缓存为空时 %2 个资源池中 %1 个无法解析（%3）；缓存在 %4 内到期。</translation>
    </message>
    <message>
        <source>It could not be asked for.</source>
        <translation>无法查询。</translation>
    </message>
    <message>
        <source>Not found.</source>
        <translation>未找到。</translation>
    </message>
</context>
<context>
    <name>models::ResolveTable</name>
    <message>
        <source>Asked</source>
        <translation>询问</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Time to live</source>
        <translation>剩余有效期</translation>
    </message>
    <message>
        <source>What is left of it: so long the answer may be used again.</source>
        <translation>剩余时间：在此期间答复可重复使用。</translation>
    </message>
    <message>
        <source>From the cache, not asked</source>
        <translation>来自缓存，未询问</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>models::ScenarioTreeModel</name>
    <message>
        <source>%1 •</source>
        <comment>name of a scenario with changes not saved</comment>
        <translation>%1 •</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>The moment is being prepared</source>
        <translation>正在准备该时刻</translation>
    </message>
    <message>
        <source>No base</source>
        <translation>无基线</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>moment, live or past, whose traffic</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>Preparing…</source>
        <translation>准备中…</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s)</source>
        <translation>
            <numerusform>%n 条命令</numerusform>
        </translation>
    </message>
    <message>
        <source>running %1 %</source>
        <translation>计算中 %1 %</translation>
    </message>
    <message>
        <source>running</source>
        <translation>计算中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>N-1 not whole</source>
        <translation>N-1 不完整</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>%1 stranded</source>
        <translation>搁浅 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) stopped</source>
        <translation>
            <numerusform>%n 个作业停止</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) without a place</source>
        <translation>
            <numerusform>%n 个作业无处运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) slowed</source>
        <translation>
            <numerusform>%n 个作业变慢</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) late</source>
        <translation>
            <numerusform>%n 个传输逾期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::ScoreTable</name>
    <message>
        <source>Part of the score</source>
        <translation>评分构成</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>0 … 10</source>
        <translation>0 … 10</translation>
    </message>
    <message>
        <source>The values that give 0 and 10; between them straight, or by the logarithm.</source>
        <translation>得 0 分和 10 分的数值；其间按线性或对数。</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Within what stands above. What is not known is left out, its weight shared out among the rest.</source>
        <translation>在上一级中的权重。未知项不计，其权重分给其余各项。</translation>
    </message>
    <message>
        <source>Whole (L2)</source>
        <extracomment>%1 is a category of the score: compute, communication, service</extracomment>
        <translation>总分（L2）</translation>
    </message>
    <message>
        <source>%1 (L1)</source>
        <translation>%1（L1）</translation>
    </message>
</context>
<context>
    <name>models::SeriesModel</name>
    <message>
        <source>Rates in both directions</source>
        <translation>双向速率</translation>
    </message>
    <message>
        <source>Traffic in and out</source>
        <translation>流入与流出流量</translation>
    </message>
</context>
<context>
    <name>models::ShiftLogTable</name>
    <message>
        <source>%1 (written %2)</source>
        <extracomment>%1: a text, %2: when it was written about an earlier moment</extracomment>
        <translation>%1（写于 %2）</translation>
    </message>
    <message>
        <source>%1 (not saved yet)</source>
        <translation>%1（尚未保存）</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seat</source>
        <translation>席位</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>models::SourceTable</name>
    <message>
        <source>Source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>传输方式</translation>
    </message>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Clock skew</source>
        <translation>时钟偏差</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>最近错误</translation>
    </message>
    <message>
        <source>Connected</source>
        <extracomment>state of a telemetry source</extracomment>
        <translation>已连接</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation>样本/秒</translation>
    </message>
    <message>
        <source>Last 5 min</source>
        <translation>近 5 分钟</translation>
    </message>
</context>
<context>
    <name>models::StandingNews</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 等另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>came: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>went: %1</source>
        <translation>退出：%1</translation>
    </message>
    <message>
        <source>nothing matches now</source>
        <translation>现无符合项</translation>
    </message>
    <message>
        <source>best now: %1</source>
        <translation>现最优：%1</translation>
    </message>
</context>
<context>
    <name>models::StandingQueries</name>
    <message>
        <source>This query stands already.</source>
        <translation>此查询已常驻。</translation>
    </message>
    <message>
        <source>At most %1 queries can stand. Remove one first.</source>
        <translation>最多 %1 个常驻查询。请先移除一个。</translation>
    </message>
</context>
<context>
    <name>models::StandingTable</name>
    <message>
        <source>Standing query</source>
        <translation>常驻查询</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>符合数</translation>
    </message>
    <message>
        <source>Best now</source>
        <translation>现最优</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最近变化</translation>
    </message>
    <message>
        <source>(every offer)</source>
        <translation>（全部供给项）</translation>
    </message>
</context>
<context>
    <name>models::StatusModel</name>
    <message>
        <source>LIVE</source>
        <extracomment>the screen follows the present</extracomment>
        <translation>实时</translation>
    </message>
    <message>
        <source>FIXED</source>
        <extracomment>the screen stands at a past moment</extracomment>
        <translation>定格</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <extracomment>the screen plays the past</extracomment>
        <translation>回放</translation>
    </message>
    <message>
        <source>%1 UTC+8</source>
        <translation>%1 UTC+8</translation>
    </message>
    <message>
        <source>%1 of %2 pools not counted: stale or not heard</source>
        <translation>%2 个资源池中 %1 个未计入：数据过期或无数据</translation>
    </message>
    <message>
        <source>%1 k/s</source>
        <translation>%1 k/s</translation>
    </message>
    <message>
        <source>%1 /s</source>
        <translation>%1 /s</translation>
    </message>
</context>
<context>
    <name>models::Terms</name>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Cards busy</source>
        <translation>占用卡</translation>
    </message>
    <message>
        <source>Cards free</source>
        <translation>空闲卡</translation>
    </message>
    <message>
        <source>Cards failed</source>
        <translation>故障卡</translation>
    </message>
    <message>
        <source>Queued jobs</source>
        <translation>排队作业</translation>
    </message>
    <message>
        <source>IT power</source>
        <translation>IT 功率</translation>
    </message>
    <message>
        <source>Facility power</source>
        <translation>总功率</translation>
    </message>
    <message>
        <source>PUE</source>
        <translation>PUE</translation>
    </message>
    <message>
        <source>Inlet temperature</source>
        <translation>进风温度</translation>
    </message>
    <message>
        <source>Storage free</source>
        <translation>空闲存储</translation>
    </message>
    <message>
        <source>Storage read</source>
        <translation>存储读取</translation>
    </message>
    <message>
        <source>Storage written</source>
        <translation>存储写入</translation>
    </message>
    <message>
        <source>Memory used</source>
        <translation>显存占用</translation>
    </message>
    <message>
        <source>Fabric utilisation</source>
        <translation>集群网络利用率</translation>
    </message>
    <message>
        <source>Fabric drops</source>
        <translation>集群网络丢包率</translation>
    </message>
    <message>
        <source>Traffic in</source>
        <translation>流入流量</translation>
    </message>
    <message>
        <source>Traffic out</source>
        <translation>流出流量</translation>
    </message>
    <message>
        <source>CATS compute score</source>
        <translation>CATS 算力评分</translation>
    </message>
    <message>
        <source>CATS score</source>
        <translation>CATS 评分</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Rate A to B</source>
        <translation>速率 A→B</translation>
    </message>
    <message>
        <source>Rate B to A</source>
        <translation>速率 B→A</translation>
    </message>
    <message>
        <source>Drops A to B</source>
        <translation>丢包率 A→B</translation>
    </message>
    <message>
        <source>Drops B to A</source>
        <translation>丢包率 B→A</translation>
    </message>
    <message>
        <source>Capacity now</source>
        <translation>当前容量</translation>
    </message>
    <message>
        <source>Pre-FEC bit error ratio</source>
        <translation>纠前误码率</translation>
    </message>
    <message>
        <source>OSNR</source>
        <translation>OSNR</translation>
    </message>
    <message>
        <source>Received power</source>
        <translation>接收光功率</translation>
    </message>
    <message>
        <source>Polarisation change</source>
        <translation>偏振变化</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>时延</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>抖动</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢包率</translation>
    </message>
    <message>
        <source>Registry version</source>
        <translation>注册版本</translation>
    </message>
    <message>
        <source>Power feeds up</source>
        <translation>正常供电路数</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Transferred</source>
        <translation>已传输</translation>
    </message>
    <message>
        <source>Round-trip time</source>
        <translation>往返时延</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Effective time</source>
        <translation>有效时间占比</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>Resource pool</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Optical channel</source>
        <translation>光通道</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>隧道</translation>
    </message>
    <message>
        <source>Service node</source>
        <translation>服务节点</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>枢纽</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>Conduit</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>Telemetry source</source>
        <translation>遥测数据源</translation>
    </message>
    <message>
        <source>Up</source>
        <extracomment>operational state</extracomment>
        <translation>正常</translation>
    </message>
    <message>
        <source>Degraded</source>
        <extracomment>operational state</extracomment>
        <translation>性能下降</translation>
    </message>
    <message>
        <source>Draining</source>
        <extracomment>operational state</extracomment>
        <translation>疏空中</translation>
    </message>
    <message>
        <source>Down</source>
        <extracomment>operational state</extracomment>
        <translation>中断</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>已清除</translation>
    </message>
    <message>
        <source>Indeterminate</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Minor</source>
        <translation>次要</translation>
    </message>
    <message>
        <source>Major</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>good</source>
        <extracomment>quality of a value</extracomment>
        <translation>良好</translation>
    </message>
    <message>
        <source>estimated</source>
        <extracomment>quality of a value</extracomment>
        <translation>估计</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Being built</source>
        <translation>在建</translation>
    </message>
    <message>
        <source>In service</source>
        <translation>在役</translation>
    </message>
    <message>
        <source>Being drained</source>
        <translation>退服中</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已退役</translation>
    </message>
    <message>
        <source>Telecom carrier</source>
        <translation>电信运营商</translation>
    </message>
    <message>
        <source>Cloud provider</source>
        <translation>云服务商</translation>
    </message>
    <message>
        <source>Intelligent-computing centre</source>
        <translation>智算中心</translation>
    </message>
    <message>
        <source>Local platform</source>
        <translation>地方算力平台</translation>
    </message>
    <message>
        <source>Supercomputing centre</source>
        <translation>超算中心</translation>
    </message>
    <message>
        <source>Research institution</source>
        <translation>科研机构</translation>
    </message>
    <message>
        <source>General</source>
        <extracomment>kind of computing: CPUs</extracomment>
        <translation>通用算力</translation>
    </message>
    <message>
        <source>Intelligent</source>
        <extracomment>kind of computing: AI accelerators</extracomment>
        <translation>智能算力</translation>
    </message>
    <message>
        <source>Super</source>
        <extracomment>kind of computing: supercomputer</extracomment>
        <translation>超级算力</translation>
    </message>
    <message>
        <source>Cloud</source>
        <translation>云</translation>
    </message>
    <message>
        <source>Edge</source>
        <translation>边</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>端</translation>
    </message>
    <message>
        <source>Unified bus</source>
        <translation>统一总线</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>以太网</translation>
    </message>
    <message>
        <source>Flowlets</source>
        <extracomment>load balancing by bursts of a flow</extracomment>
        <translation>流片（flowlet）</translation>
    </message>
    <message>
        <source>Packet spraying</source>
        <extracomment>load balancing packet by packet</extracomment>
        <translation>逐包喷洒</translation>
    </message>
    <message>
        <source>Core</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Regional</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Hub site</source>
        <translation>枢纽站点</translation>
    </message>
    <message>
        <source>Data-centre network</source>
        <translation>数据中心网络</translation>
    </message>
    <message>
        <source>Interconnection point</source>
        <translation>骨干直联点</translation>
    </message>
    <message>
        <source>National</source>
        <translation>国家级</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Along a railway</source>
        <translation>沿铁路</translation>
    </message>
    <message>
        <source>Along a road</source>
        <translation>沿公路</translation>
    </message>
    <message>
        <source>Along a power line</source>
        <translation>沿电力线</translation>
    </message>
    <message>
        <source>Submarine</source>
        <translation>海缆</translation>
    </message>
    <message>
        <source>Access duct</source>
        <translation>接入管道</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>接入</translation>
    </message>
    <message>
        <source>None</source>
        <extracomment>no protection of a link</extracomment>
        <translation>无</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>On demand</source>
        <translation>按需</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>竞价</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>夜间</translation>
    </message>
    <message>
        <source>Elephant</source>
        <translation>大象流</translation>
    </message>
    <message>
        <source>Mice</source>
        <translation>老鼠流</translation>
    </message>
    <message>
        <source>Training in one pool</source>
        <translation>算内训练</translation>
    </message>
    <message>
        <source>Training across pools</source>
        <translation>算间训练</translation>
    </message>
    <message>
        <source>Data transfer in</source>
        <translation>数据入算</translation>
    </message>
    <message>
        <source>Inference service</source>
        <translation>推理服务</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>已匹配</translation>
    </message>
    <message>
        <source>Staging data</source>
        <translation>数据准备</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Checkpointing</source>
        <translation>存检查点</translation>
    </message>
    <message>
        <source>Migrating</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>not heard</source>
        <extracomment>no value has ever arrived</extracomment>
        <translation>无数据</translation>
    </message>
    <message>
        <source>Busiest card</source>
        <translation>最忙卡利用率</translation>
    </message>
    <message>
        <source>Fullest card memory</source>
        <translation>最满卡显存</translation>
    </message>
    <message>
        <source>Hottest card</source>
        <translation>最热卡温度</translation>
    </message>
    <message>
        <source>Highest card power</source>
        <translation>单卡最高功率</translation>
    </message>
    <message>
        <source>Uncorrected memory errors</source>
        <translation>不可纠正显存错误</translation>
    </message>
    <message>
        <source>Flapping ports</source>
        <translation>抖动端口</translation>
    </message>
    <message>
        <source>Packets A to B</source>
        <translation>A→B 包速率</translation>
    </message>
    <message>
        <source>Packets B to A</source>
        <translation>B→A 包速率</translation>
    </message>
    <message>
        <source>Longest queue A to B</source>
        <translation>A→B 最长队列</translation>
    </message>
    <message>
        <source>Longest queue B to A</source>
        <translation>B→A 最长队列</translation>
    </message>
    <message>
        <source>Marked (ECN) A to B</source>
        <translation>A→B ECN 标记率</translation>
    </message>
    <message>
        <source>Marked (ECN) B to A</source>
        <translation>B→A ECN 标记率</translation>
    </message>
    <message>
        <source>Paused (PFC) A to B</source>
        <translation>A→B PFC 暂停占比</translation>
    </message>
    <message>
        <source>Paused (PFC) B to A</source>
        <translation>B→A PFC 暂停占比</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <extracomment>operator state of an alarm</extracomment>
        <translation>已确认</translation>
    </message>
    <message>
        <source>closed</source>
        <extracomment>operator state of an alarm</extracomment>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>shelved</source>
        <extracomment>operator state of an alarm</extracomment>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>no longer shelved</source>
        <extracomment>operator state of an alarm</extracomment>
        <translation>已取消搁置</translation>
    </message>
    <message>
        <source>Not mapped</source>
        <translation>未映射</translation>
    </message>
    <message>
        <source>Ignored by the mapping</source>
        <translation>映射规则忽略</translation>
    </message>
    <message>
        <source>Unknown name</source>
        <translation>未知名称</translation>
    </message>
    <message>
        <source>No valid value</source>
        <translation>无有效值</translation>
    </message>
    <message>
        <source>No valid time</source>
        <translation>无有效时间</translation>
    </message>
    <message>
        <source>Form not supported</source>
        <translation>格式不支持</translation>
    </message>
    <message>
        <source>Beyond a bound</source>
        <translation>超出上限</translation>
    </message>
    <message>
        <source>Unreadable frames</source>
        <translation>无法解读的帧</translation>
    </message>
</context>
<context>
    <name>models::UnmatchedTable</name>
    <message>
        <source>Bid</source>
        <translation>买单</translation>
    </message>
    <message>
        <source>Of orders made of the twin: the job.</source>
        <translation>由孪生体生成的订单中即作业。</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Tenant</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省份</translation>
    </message>
    <message>
        <source>Chip class</source>
        <translation>芯片类别</translation>
    </message>
    <message>
        <source>Latency class</source>
        <translation>时延等级</translation>
    </message>
    <message>
        <source>Cards wanted</source>
        <translation>需求卡数</translation>
    </message>
    <message>
        <source>Cards got</source>
        <translation>得到卡数</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限价</translation>
    </message>
    <message>
        <source>Per card and hour.</source>
        <translation>每卡每小时。</translation>
    </message>
    <message>
        <source>Clearing price</source>
        <translation>出清价</translation>
    </message>
    <message>
        <source>Per card and hour, of its market.</source>
        <translation>每卡每小时，所在市场。</translation>
    </message>
    <message>
        <source>No bid: it asks for no cards</source>
        <translation>未报价：不需要卡</translation>
    </message>
    <message>
        <source>No bid: it names no chip class</source>
        <translation>未报价：未指定芯片类别</translation>
    </message>
    <message>
        <source>No bid: nobody offers free cards of its class</source>
        <translation>未报价：没有该类别的空闲卡供给</translation>
    </message>
</context>
<context>
    <name>views::AboutDialog</name>
    <message>
        <source>About Suanwang</source>
        <translation>关于算网</translation>
    </message>
    <message>
        <source>Suanwang %1</source>
        <translation>算网 %1</translation>
    </message>
    <message>
        <source>Operations console and digital twin of the computing-power internet.

Free software under the GNU General Public License, version 3 or later. Map outlines, place names and libraries carry their own notices; they are installed beside the program.</source>
        <translation>算力互联网运维控制台与数字孪生。

自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本。地图轮廓、地名与程序库另有各自的声明，随程序一并安装。</translation>
    </message>
</context>
<context>
    <name>views::ActionRegistry</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>地图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save state…</source>
        <translation>保存状态(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export table as CSV…</source>
        <translation>导出表格为 CSV(&amp;E)…</translation>
    </message>
    <message>
        <source>S&amp;creenshot…</source>
        <translation>截图(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Search everything</source>
        <translation>全局搜索(&amp;S)</translation>
    </message>
    <message>
        <source>One level &amp;up</source>
        <translation>返回上一级(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Next thing that needs attention</source>
        <translation>下一项关注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous thing that needs attention</source>
        <translation>上一项关注(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Attention</source>
        <translation>关注(&amp;A)</translation>
    </message>
    <message>
        <source>Resource p&amp;ools</source>
        <translation>算力资源池(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Links</source>
        <translation>链路(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Flows</source>
        <translation>业务流(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Jobs</source>
        <translation>作业(&amp;J)</translation>
    </message>
    <message>
        <source>Data sou&amp;rces</source>
        <translation>数据源(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear filter</source>
        <translation>清除筛选(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Fit the map</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Basemap</source>
        <translation>底图(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Labels</source>
        <translation>标注(&amp;L)</translation>
    </message>
    <message>
        <source>Backbone lin&amp;ks</source>
        <translation>骨干链路(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Access links</source>
        <translation>接入链路(&amp;A)</translation>
    </message>
    <message>
        <source>Fl&amp;ows</source>
        <translation>业务流(&amp;O)</translation>
    </message>
    <message>
        <source>Resource &amp;pools</source>
        <translation>算力资源池(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Sites</source>
        <translation>站点(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;everity marks</source>
        <translation>级别标记(&amp;E)</translation>
    </message>
    <message>
        <source>Le&amp;gend</source>
        <translation>图例(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Back to live</source>
        <translation>回到实时(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Hold this moment</source>
        <translation>定格此刻(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>英文(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Chinese (simplified)</source>
        <translation>简体中文(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Navigator</source>
        <translation>导航(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Inspector</source>
        <translation>检查器(&amp;I)</translation>
    </message>
    <message>
        <source>Lin&amp;ks</source>
        <translation>链路(&amp;K)</translation>
    </message>
    <message>
        <source>Only the &amp;map</source>
        <translation>仅显示地图(&amp;M)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Reset la&amp;yout</source>
        <translation>重置布局(&amp;Y)</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>键盘快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;About Suanwang</source>
        <translation>关于算网(&amp;A)</translation>
    </message>
    <message>
        <source>Pat&amp;hs and reach</source>
        <translation>路径与时延圈(&amp;H)</translation>
    </message>
    <message>
        <source>Paths the other &amp;way about</source>
        <translation>反向路径(&amp;W)</translation>
    </message>
    <message>
        <source>Reach within &amp;1 ms</source>
        <translation>1 ms 时延圈(&amp;1)</translation>
    </message>
    <message>
        <source>Reach within &amp;5 ms</source>
        <translation>5 ms 时延圈(&amp;5)</translation>
    </message>
    <message>
        <source>Reach within &amp;20 ms</source>
        <translation>20 ms 时延圈(&amp;2)</translation>
    </message>
    <message>
        <source>Resi&amp;duals of links</source>
        <translation>链路残差(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>A second &amp;earlier</source>
        <translation>前一秒(&amp;E)</translation>
    </message>
    <message>
        <source>A second &amp;later</source>
        <translation>后一秒(&amp;L)</translation>
    </message>
    <message>
        <source>P&amp;revious event</source>
        <translation>上一事件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Next event</source>
        <translation>下一事件(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加快(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>减慢(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go to a moment or range…</source>
        <translation>转到时刻或时段(&amp;G)…</translation>
    </message>
    <message>
        <source>Show a shorter s&amp;tretch</source>
        <translation>显示更短时段(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy the stretch shown</source>
        <translation>复制所示时段(&amp;C)</translation>
    </message>
    <message>
        <source>Sh&amp;ow a longer stretch</source>
        <translation>显示更长时段(&amp;O)</translation>
    </message>
    <message>
        <source>Han&amp;dling</source>
        <extracomment>menu: what people do about problems</extracomment>
        <translation>处理(&amp;D)</translation>
    </message>
    <message>
        <source>Sh&amp;ift log</source>
        <translation>值班日志(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Acknowledge</source>
        <translation>确认(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Take the acknowledgement back</source>
        <translation>撤销确认(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Shelve…</source>
        <translation>搁置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Unshelve</source>
        <translation>取消搁置(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Comment…</source>
        <translation>评论(&amp;C)…</translation>
    </message>
    <message>
        <source>Assi&amp;gn…</source>
        <translation>指派(&amp;G)…</translation>
    </message>
    <message>
        <source>Write a &amp;note</source>
        <translation>写备注(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <extracomment>menu: what if, scenarios</extracomment>
        <translation>规划(&amp;P)</translation>
    </message>
    <message>
        <source>Sc&amp;enarios</source>
        <translation>方案(&amp;E)</translation>
    </message>
    <message>
        <source>Resul&amp;ts of the scenario</source>
        <translation>方案结果(&amp;T)</translation>
    </message>
    <message>
        <source>N-&amp;1 table of the scenario</source>
        <translation>方案的 N-1 表(&amp;1)</translation>
    </message>
    <message>
        <source>Co&amp;mparison of scenarios</source>
        <translation>方案对比(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Fork this moment</source>
        <translation>从此刻派生方案(&amp;F)</translation>
    </message>
    <message>
        <source>Fork with the &amp;busy hour&apos;s traffic</source>
        <translation>以忙时流量派生方案(&amp;B)</translation>
    </message>
    <message>
        <source>B&amp;ranch off the scenario</source>
        <translation>从方案分支(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>重做(&amp;D)</translation>
    </message>
    <message>
        <source>R&amp;ecompute</source>
        <translation>重新计算(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel the wor&amp;k</source>
        <translation>取消计算(&amp;K)</translation>
    </message>
    <message>
        <source>Make the chan&amp;ge list</source>
        <translation>生成变更清单(&amp;G)</translation>
    </message>
    <message>
        <source>Com&amp;pare scenarios</source>
        <translation>对比方案(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Open scenario…</source>
        <translation>打开方案(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Save scenario</source>
        <translation>保存方案(&amp;S)</translation>
    </message>
    <message>
        <source>Save scenario &amp;as…</source>
        <translation>方案另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Save scenario &amp;with its base…</source>
        <translation>连同基线保存方案(&amp;W)…</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>重命名(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Close scenario</source>
        <translation>关闭方案(&amp;C)</translation>
    </message>
    <message>
        <source>E&amp;xport results…</source>
        <translation>导出结果(&amp;X)…</translation>
    </message>
    <message>
        <source>Export the c&amp;hange list…</source>
        <translation>导出变更清单(&amp;H)…</translation>
    </message>
    <message>
        <source>Export the &amp;registry as planned…</source>
        <translation>导出规划后的注册数据(&amp;R)…</translation>
    </message>
    <message>
        <source>Export the com&amp;parison…</source>
        <translation>导出方案对比(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Operations</source>
        <translation>运维(&amp;O)</translation>
    </message>
    <message>
        <source>Pla&amp;nning</source>
        <translation>规划(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Injected failures</source>
        <translation>注入的故障(&amp;I)</translation>
    </message>
    <message>
        <source>Find a co&amp;mmand…</source>
        <translation>查找命令(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Discovery</source>
        <translation>算力发现(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Difference a scenario makes</source>
        <translation>方案差异(&amp;D)</translation>
    </message>
    <message>
        <source>Edit on t&amp;he map</source>
        <translation>在地图上编辑(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Cut it, or let it fail</source>
        <translation>切断或设为故障(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Drain it</source>
        <translation>疏空(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;grade it to half…</source>
        <translation>降级到一半(&amp;G)…</translation>
    </message>
    <message>
        <source>Res&amp;tore it</source>
        <translation>恢复(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;move it</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Do&amp;uble its capacity</source>
        <translation>容量加倍(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Add a link between the two selected places…</source>
        <translation>在选中的两地之间新增链路(&amp;A)…</translation>
    </message>
    <message>
        <source>Move the &amp;job…</source>
        <translation>迁移作业(&amp;J)…</translation>
    </message>
    <message>
        <source>Ca&amp;ncel the job</source>
        <translation>取消作业(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;New command…</source>
        <translation>新命令(&amp;N)…</translation>
    </message>
    <message>
        <source>P&amp;lacement of jobs</source>
        <translation>作业放置(&amp;L)</translation>
    </message>
    <message>
        <source>Calculators: efficiency of &amp;jobs…</source>
        <translation>效率计算器(&amp;J)…</translation>
    </message>
    <message>
        <source>In&amp;jected failures</source>
        <translation>注入的故障(&amp;J)</translation>
    </message>
    <message>
        <source>Run it through &amp;time</source>
        <translation>按时间推演(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Placement of jobs</source>
        <translation>作业放置(&amp;P)</translation>
    </message>
    <message>
        <source>Fork with gi&amp;ven traffic…</source>
        <translation>以其他流量派生方案(&amp;V)…</translation>
    </message>
    <message>
        <source>Market for compute capacit&amp;y: what if…</source>
        <translation>算力市场推演(&amp;Y)…</translation>
    </message>
</context>
<context>
    <name>views::AmountDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>views::AttentionPanel</name>
    <message>
        <source>What needs attention, worst first</source>
        <translation>需要关注的事项，最严重的在前</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>尚未打开任何文件</translation>
    </message>
    <message>
        <source>Open a registry and what goes wrong in it is listed here.</source>
        <translation>打开注册数据后，其中的异常会列在这里。</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>没有需要关注的事项</translation>
    </message>
    <message>
        <source>Whatever is down, overloaded, hot, silent or refused is listed here, worst first.</source>
        <translation>中断、过载、过热、无数据或被拒收的都会列在这里，最严重的在前。</translation>
    </message>
    <message>
        <source>No source is connected</source>
        <translation>尚无数据源接入</translation>
    </message>
    <message>
        <source>Nothing was heard of this network yet, so what is wrong in it is not known. Sources send to the address given with --listen.</source>
        <translation>尚未收到该网络的任何遥测，因此无法得知其中有何异常。数据源请接入 --listen 指定的地址。</translation>
    </message>
    <message>
        <source>%1, the first %2 listed</source>
        <translation>%1，列出前 %2 项</translation>
    </message>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <translation>
            <numerusform>%n 项已确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shelved</source>
        <translation>
            <numerusform>%n 项已搁置</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::CalculatorPage</name>
    <message>
        <source>No answer</source>
        <translation>无结果</translation>
    </message>
    <message>
        <source>A value is not what it can be: what is wrong stands beside it.</source>
        <translation>有数值不合要求：问题显示在其旁。</translation>
    </message>
    <message>
        <source>Published cases</source>
        <translation>公开案例</translation>
    </message>
    <message>
        <source>Efficiency over: %1</source>
        <extracomment>%1 is a field of the calculator</extracomment>
        <translation>效率随变量：%1</translation>
    </message>
    <message>
        <source>Which curve is drawn</source>
        <translation>绘制的曲线</translation>
    </message>
    <message>
        <source>The same question on the command line</source>
        <translation>同一问题的命令行</translation>
    </message>
    <message>
        <source>What comes of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>默认值</translation>
    </message>
</context>
<context>
    <name>views::CalculatorsDialog</name>
    <message>
        <source>Calculators: efficiency of jobs</source>
        <translation>效率计算器</translation>
    </message>
</context>
<context>
    <name>views::ChartPanel</name>
    <message>
        <source>What the chart shows</source>
        <translation>图表内容</translation>
    </message>
    <message>
        <source>This has no live values to chart.</source>
        <translation>该对象没有可绘制的实时数值。</translation>
    </message>
    <message>
        <source>Nothing was heard in these minutes. The line begins with the first value.</source>
        <translation>这几分钟没有收到数据。收到首个数值后开始绘制。</translation>
    </message>
    <message>
        <source>Loading from the history…</source>
        <translation>正在从历史库读取…</translation>
    </message>
</context>
<context>
    <name>views::ChoiceDialog</name>
    <message>
        <source>Type to narrow the list</source>
        <translation>输入以缩小列表</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
</context>
<context>
    <name>views::CommandDialog</name>
    <message>
        <source>New command</source>
        <translation>新命令</translation>
    </message>
    <message>
        <source>Command %1</source>
        <translation>命令 %1</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Fork this moment</source>
        <translation>从此时刻派生</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>%1 (optional)</source>
        <translation>%1（可选）</translation>
    </message>
    <message>
        <source>This cannot be done as it stands: %1</source>
        <translation>按此无法执行：%1</translation>
    </message>
    <message>
        <source>There is no scenario yet: fork this moment first.</source>
        <translation>尚无方案：请先从此时刻派生。</translation>
    </message>
    <message>
        <source>The scenario is being prepared…</source>
        <translation>方案准备中…</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>试算中…</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>改用 %1</translation>
    </message>
    <message>
        <source>The scenario has changed meanwhile: open the command again.</source>
        <translation>方案已有变化：请重新打开该命令。</translation>
    </message>
    <message>
        <source>It cannot be done.</source>
        <translation>无法执行。</translation>
    </message>
</context>
<context>
    <name>views::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>What is to be done…</source>
        <translation>要做什么…</translation>
    </message>
</context>
<context>
    <name>views::ComparisonPanel</name>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Scenarios side by side</source>
        <translation>方案并列对比</translation>
    </message>
    <message>
        <source>The selected figure of all scenarios</source>
        <translation>所有方案的选中指标</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) are being computed…</source>
        <translation>
            <numerusform>正在计算 %n 列…</numerusform>
        </translation>
    </message>
    <message>
        <source>Check scenarios in the list to compare them; the chart shows the selected figure</source>
        <translation>在列表中勾选方案进行对比；图表显示选中的指标</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>尚无可对比的方案</translation>
    </message>
    <message>
        <source>Fork or branch scenarios and check them in the list: their figures stand side by side here.</source>
        <translation>派生或分支方案并在列表中勾选：其指标在此并列显示。</translation>
    </message>
    <message>
        <source>Being computed…</source>
        <translation>计算中…</translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) could not be computed: why is at their titles</source>
        <translation>
            <numerusform>%n 列无法计算：原因见列标题</numerusform>
        </translation>
    </message>
    <message>
        <source>On the &amp;map beside:</source>
        <translation>地图对照(&amp;M)：</translation>
    </message>
    <message>
        <source>What the map&apos;s difference layer shows the current scenario beside: its base, or another scenario of the same moment</source>
        <translation>地图差异图层中与当前方案对照的对象：其基线，或同一时刻的另一方案</translation>
    </message>
    <message>
        <source>its base</source>
        <translation>其基线</translation>
    </message>
</context>
<context>
    <name>views::CourseBar</name>
    <message>
        <source> h</source>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Hours to run</source>
        <translation>推演小时数</translation>
    </message>
    <message>
        <source>From the scenario&apos;s beginning on</source>
        <translation>从方案起点算起</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>推演</translation>
    </message>
</context>
<context>
    <name>views::DeskCommands</name>
    <message>
        <source>Nothing that needs attention is chosen.</source>
        <translation>没有选定需要关注的事项。</translation>
    </message>
    <message>
        <source>Choose a row of Attention first: J goes to the next one.</source>
        <translation>请先选定关注列表中的一行：按 J 转到下一项。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: where, %2: what is wrong there</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>To whom (empty: to nobody)</source>
        <translation>给谁（空：取消指派）</translation>
    </message>
    <message>
        <source>There is nothing to comment on.</source>
        <translation>没有可评论的对象。</translation>
    </message>
    <message>
        <source>Select a row or something on the map first; N writes a note about nothing in particular.</source>
        <translation>请先选定一行或地图上的对象；按 N 写一般备注。</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>评论</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
</context>
<context>
    <name>views::DiscoverPanel</name>
    <message>
        <source>No saved query</source>
        <translation>无已存查询</translation>
    </message>
    <message>
        <source>Saved queries</source>
        <translation>已存查询</translation>
    </message>
    <message>
        <source>What is looked for: free(fp16) &gt;= 500P and latency(BEIJING) &lt;= 8ms order by price</source>
        <translation>查找条件：free(fp16) &gt;= 500P and latency(BEIJING) &lt;= 8ms order by price</translation>
    </message>
    <message>
        <source>Discovery query</source>
        <translation>发现查询</translation>
    </message>
    <message>
        <source>Empty: every offer, the best score first. Down shows what can stand here.</source>
        <translation>留空：全部供给项，评分高者在前。按向下键显示此处可填内容。</translation>
    </message>
    <message>
        <source>Tell me when the answer changes</source>
        <translation>结果变化时通知我</translation>
    </message>
    <message>
        <source>The query stands: when an offer comes, goes, or another is the best, a message says so.</source>
        <translation>查询常驻：供给项新增、退出或最优者更换时，以消息通知。</translation>
    </message>
    <message>
        <source>Save this query, or take it out of the saved ones</source>
        <translation>保存此查询，或从已存查询中移除</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>供给项</translation>
    </message>
    <message>
        <source>Standing queries</source>
        <translation>常驻查询</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>解析</translation>
    </message>
</context>
<context>
    <name>views::DockHeader</name>
    <message>
        <source>Take out, or put back</source>
        <translation>浮动或停靠</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>views::EntityMenu</name>
    <message>
        <source>Show everywhere</source>
        <translation>在各视图中显示</translation>
    </message>
    <message>
        <source>Copy identifier</source>
        <translation>复制标识</translation>
    </message>
    <message>
        <source>Only this enterprise</source>
        <translation>只看该算力主体</translation>
    </message>
    <message>
        <source>Paths between the two selected places</source>
        <translation>所选两地之间的路径</translation>
    </message>
    <message>
        <source>Paths from %1 to here</source>
        <extracomment>%1 is the selected place</extracomment>
        <translation>从%1到此处的路径</translation>
    </message>
    <message>
        <source>Reach within 1, 5 and 20 ms</source>
        <translation>1、5、20 ms 时延圈</translation>
    </message>
    <message>
        <source>Map this: copy a rule for an unmapped series</source>
        <translation>建立映射：复制未映射序列的规则</translation>
    </message>
    <message>
        <source>%1 (%2 points)</source>
        <extracomment>%1 is the name of a series, %2 how many points of it came</extracomment>
        <translation>%1（%2 个点）</translation>
    </message>
</context>
<context>
    <name>views::FailureIncidentPage</name>
    <message>
        <source>There is no scenario yet: fork this moment first.</source>
        <translation>尚无方案：请先从此时刻派生。</translation>
    </message>
    <message>
        <source>Looking: %1 of %2 moments</source>
        <translation>查找中：%1 / %2 个时刻</translation>
    </message>
    <message>
        <source>Nothing was found: %1</source>
        <translation>未找到：%1</translation>
    </message>
    <message>
        <source>A stretch such as 2026-11-27 21:03 .. 21:40</source>
        <translation>时段，如 2026-11-27 21:03 .. 21:40</translation>
    </message>
    <message>
        <source>What was down in that stretch comes again in the scenario, at the same distances from its beginning.</source>
        <translation>该时段内中断的对象将在方案中按相同的时间间隔再次中断。</translation>
    </message>
    <message numerus="yes">
        <source>%n outage(s) found</source>
        <translation>
            <numerusform>找到 %n 个中断</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can come again</source>
        <translation>
            <numerusform>%n 个可重演</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found on this network</source>
        <translation>
            <numerusform>%n 个在本网络中不存在</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not possible</source>
        <translation>
            <numerusform>%n 个无法执行</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found on this network: %1 (%2)</source>
        <translation>本网络中不存在：%1（%2）</translation>
    </message>
    <message>
        <source>Not possible: %1 (%2)</source>
        <translation>无法执行：%1（%2）</translation>
    </message>
    <message>
        <source>still down</source>
        <translation>仍中断</translation>
    </message>
    <message>
        <source>From when to when</source>
        <translation>从何时到何时</translation>
    </message>
    <message>
        <source>2026-11-27 21:03 .. 21:40, now-15m</source>
        <translation>2026-11-27 21:03 .. 21:40,now-15m</translation>
    </message>
    <message>
        <source>What the time bar shows</source>
        <translation>时间栏所示时段</translation>
    </message>
    <message>
        <source>Around the worst alarm</source>
        <translation>最严重告警前后</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Let it happen again</source>
        <translation>重演</translation>
    </message>
    <message>
        <source>What failed then</source>
        <translation>当时的故障</translation>
    </message>
</context>
<context>
    <name>views::FailurePanel</name>
    <message>
        <source>Pick</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>日程</translation>
    </message>
    <message>
        <source>Random storm</source>
        <translation>随机故障</translation>
    </message>
    <message>
        <source>Past incident</source>
        <translation>历史事件</translation>
    </message>
</context>
<context>
    <name>views::FailurePickPage</name>
    <message>
        <source>How long: 4h, 90m or 1:30</source>
        <translation>多长时间：4h、90m 或 1:30</translation>
    </message>
    <message>
        <source>There is no scenario yet: fork this moment first.</source>
        <translation>尚无方案：请先从此时刻派生。</translation>
    </message>
    <message>
        <source>The scenario is being prepared…</source>
        <translation>方案准备中…</translation>
    </message>
    <message>
        <source>Trying it…</source>
        <translation>试算中…</translation>
    </message>
    <message>
        <source>It cannot be done: %1</source>
        <translation>无法执行：%1</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>发生什么</translation>
    </message>
    <message>
        <source>To what</source>
        <translation>对什么</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>哪一个</translation>
    </message>
    <message>
        <source>Left, %</source>
        <translation>剩余，%</translation>
    </message>
    <message>
        <source>From when</source>
        <translation>从何时</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>持续多久</translation>
    </message>
    <message>
        <source>now; or +1:30, 2026-11-27 21:03</source>
        <translation>立即；或 +1:30、2026-11-27 21:03</translation>
    </message>
    <message>
        <source>for good; or 4h</source>
        <translation>一直；或 4h</translation>
    </message>
    <message>
        <source>Use the selection</source>
        <translation>使用所选对象</translation>
    </message>
    <message>
        <source>Inject</source>
        <translation>注入</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>views::FailureSchedulePage</name>
    <message>
        <source>Nothing fails in this scenario</source>
        <translation>此方案中没有故障</translation>
    </message>
    <message>
        <source>Pick an element, let a storm come, or take a past incident.</source>
        <translation>请选取对象、生成随机故障，或取历史事件。</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Enter edits, Delete takes out, Shift+arrows move a minute, Ctrl+Shift+arrows an hour.</source>
        <translation>Enter 编辑，Delete 移除，Shift+方向键移动一分钟，Ctrl+Shift+方向键移动一小时。</translation>
    </message>
    <message>
        <source>Failures of the scenario, by time</source>
        <translation>方案中的故障，按时间</translation>
    </message>
</context>
<context>
    <name>views::FailureStormPage</name>
    <message>
        <source>There is no scenario yet: fork this moment first.</source>
        <translation>尚无方案：请先从此时刻派生。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>统计中…</translation>
    </message>
    <message>
        <source>Rates are those of the field (docs/scenarios.md), times the factor. The same seed gives the same storm. Nothing is done to the scenario before you let it come.</source>
        <translation>故障率取行业数值（docs/scenarios.md）乘以系数。相同种子得到相同的随机故障。执行之前不改动方案。</translation>
    </message>
    <message>
        <source>Too much: %1</source>
        <translation>过多：%1</translation>
    </message>
    <message>
        <source>optics</source>
        <translation>光模块</translation>
    </message>
    <message numerus="yes">
        <source>%n failure(s) in %1 day(s) by seed %2</source>
        <translation>
            <numerusform>%1 天内 %n 个故障，种子 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: the scenario already has them down.</source>
        <translation>
            <numerusform>略去 %n 个：方案中已中断。</numerusform>
        </translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Times the usual rates</source>
        <translation>为通常故障率的倍数</translation>
    </message>
    <message>
        <source>Conduits</source>
        <translation>光缆管道</translation>
    </message>
    <message>
        <source>Optics of links</source>
        <translation>链路光模块</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>站点</translation>
    </message>
    <message>
        <source>Resource pools</source>
        <translation>算力资源池</translation>
    </message>
    <message>
        <source>Identifier services</source>
        <translation>标识解析服务</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Let it come</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Cards under jobs</source>
        <translation>作业所用的卡</translation>
    </message>
    <message>
        <source>Telemetry sources</source>
        <translation>遥测数据源</translation>
    </message>
</context>
<context>
    <name>views::FieldEditor</name>
    <message>
        <source>Find and add: Enter</source>
        <translation>查找并添加：Enter</translation>
    </message>
</context>
<context>
    <name>views::FileCommands</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Everything that can be opened (%1)</source>
        <translation>所有可打开的文件 (%1)</translation>
    </message>
    <message>
        <source>Registry snapshots (%1)</source>
        <translation>注册数据快照 (%1)</translation>
    </message>
    <message>
        <source>Network files (%1)</source>
        <translation>网络文件 (%1)</translation>
    </message>
    <message>
        <source>Saved states (%1)</source>
        <translation>已保存的状态 (%1)</translation>
    </message>
    <message>
        <source>Save state</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>There is no table to export.</source>
        <translation>没有可导出的表格。</translation>
    </message>
    <message>
        <source>All tables are closed.</source>
        <translation>所有表格均已关闭。</translation>
    </message>
    <message>
        <source>Open one with Ctrl+1 to Ctrl+6 and export again.</source>
        <translation>请用 Ctrl+1 至 Ctrl+6 打开一个表格，再次导出。</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tables for spreadsheets (%1)</source>
        <translation>电子表格文件 (%1)</translation>
    </message>
    <message>
        <source>The table could not be written to %1.</source>
        <translation>表格未能写入 %1。</translation>
    </message>
    <message>
        <source>No file was made or changed.</source>
        <translation>没有创建或更改任何文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请选择其他文件夹，或释放一些空间。</translation>
    </message>
    <message>
        <source>The table was written to %1.</source>
        <translation>表格已写入 %1。</translation>
    </message>
    <message>
        <source>Save screenshot</source>
        <translation>保存截图</translation>
    </message>
    <message>
        <source>Pictures (%1)</source>
        <translation>图片 (%1)</translation>
    </message>
    <message>
        <source>The screenshot could not be written to %1.</source>
        <translation>截图未能写入 %1。</translation>
    </message>
    <message>
        <source>No file was made.</source>
        <translation>没有创建文件。</translation>
    </message>
    <message>
        <source>Recordings (%1)</source>
        <translation>录制文件 (%1)</translation>
    </message>
</context>
<context>
    <name>views::FilterBar</name>
    <message>
        <source>Filter by carrier</source>
        <translation>按运营商筛选</translation>
    </message>
    <message>
        <source>Filter by enterprise</source>
        <translation>按算力主体筛选</translation>
    </message>
    <message>
        <source>Filter by hub</source>
        <translation>按枢纽筛选</translation>
    </message>
    <message>
        <source>Filter by chip class</source>
        <translation>按芯片类别筛选</translation>
    </message>
</context>
<context>
    <name>views::FixedBanner</name>
    <message>
        <source>Not live: everything shows %1 (UTC+8).</source>
        <translation>非实时：所有视图显示 %1（UTC+8）的状态。</translation>
    </message>
    <message>
        <source>Not live: a saved state of %1 (UTC+8) is open.</source>
        <translation>非实时：已打开 %1（UTC+8）保存的状态。</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Close saved state</source>
        <translation>关闭已保存的状态</translation>
    </message>
    <message>
        <source>Not live: the past is replayed, %1 (UTC+8), %2× as fast as it happened.</source>
        <extracomment>%1 a moment, %2 times as fast as it happened</extracomment>
        <translation>非实时：正在回放过去，%1（UTC+8），速度为实际的 %2 倍。</translation>
    </message>
</context>
<context>
    <name>views::ForkDialog</name>
    <message>
        <source>Fork with other traffic</source>
        <translation>以其他流量派生方案</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Empty: given a number</source>
        <translation>留空：自动编号</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>e.g. 2026-11-27 21:03, 21:03 or now-15m</source>
        <translation>如 2026-11-27 21:03、21:03 或 now-15m</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>e.g. 2027-03-01</source>
        <translation>如 2027-03-01</translation>
    </message>
    <message>
        <source>Growth</source>
        <translation>增长</translation>
    </message>
    <message>
        <source>As the history has grown</source>
        <translation>按历史增长</translation>
    </message>
    <message>
        <source>Stated</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Growth a quarter</source>
        <translation>每季度增长</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Of the choice among equally short ways</source>
        <translation>用于在等长路径中选择</translation>
    </message>
    <message>
        <source>Forked is %1.</source>
        <translation>派生时刻：%1。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>派生</translation>
    </message>
    <message>
        <source>No moment: it is written like 2026-11-27 21:03.</source>
        <translation>不是时刻：应写作 2026-11-27 21:03。</translation>
    </message>
    <message>
        <source>At least %1 after the beginning.</source>
        <translation>至少比起始时刻晚 %1。</translation>
    </message>
    <message>
        <source>Before the moment that is forked.</source>
        <translation>早于派生的时刻。</translation>
    </message>
    <message>
        <source>A number from %1 to %2.</source>
        <translation>%1 到 %2 之间的数。</translation>
    </message>
    <message>
        <source>Too long.</source>
        <translation>过长。</translation>
    </message>
    <message>
        <source>A whole number from 0 to %1.</source>
        <translation>0 到 %1 之间的整数。</translation>
    </message>
    <message>
        <source>Traffic of the past is read from a store, and this console has none.</source>
        <translation>过去的流量须从存储读取，而本控制台未使用存储。</translation>
    </message>
</context>
<context>
    <name>views::HandlingDialog</name>
    <message>
        <source>For how long</source>
        <translation>多长时间</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>views::InspectorPanel</name>
    <message>
        <source>Copy identifier</source>
        <translation>复制标识</translation>
    </message>
    <message numerus="yes">
        <source>%1 · last of %n selected</source>
        <translation>
            <numerusform>%1 · 已选 %n 项中的最后一项</numerusform>
        </translation>
    </message>
    <message>
        <source>No longer in the registry</source>
        <translation>已不在注册数据中</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>未选择对象</translation>
    </message>
    <message>
        <source>Select a pool, a link or any row, and its values, facts and neighbours are shown here.</source>
        <translation>选择资源池、链路或任意一行，这里会显示其数值、属性和关联对象。</translation>
    </message>
    <message>
        <source>Live values</source>
        <translation>实时数值</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>group of related entities, its count</comment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>views::LegendDifference</name>
    <message>
        <source>Utilisation, points more or less</source>
        <translation>利用率增减，百分点</translation>
    </message>
    <message>
        <source>Cut or failed</source>
        <translation>切断或故障</translation>
    </message>
    <message>
        <source>Drained</source>
        <translation>已疏空</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Job moved</source>
        <translation>作业迁移</translation>
    </message>
    <message>
        <source>Stranded</source>
        <translation>搁浅算力</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>已降级</translation>
    </message>
    <message>
        <source>Scenario of %1</source>
        <comment>the moment it forks from</comment>
        <translation>方案，派生自 %1</translation>
    </message>
</context>
<context>
    <name>views::MainWindow</name>
    <message>
        <source>&amp;Layers of the map</source>
        <translation>地图图层(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Langua&amp;ge</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>运维</translation>
    </message>
    <message>
        <source>Suanwang · %1</source>
        <comment>brand and workspace</comment>
        <translation>算网 · %1</translation>
    </message>
    <message>
        <source>every offer</source>
        <translation>全部供给项</translation>
    </message>
    <message>
        <source>The answer to “%1” has changed.</source>
        <translation>“%1”的结果有变化。</translation>
    </message>
    <message numerus="yes">
        <source>So have %n other(s).</source>
        <translation>
            <numerusform>另有 %n 个查询也有变化。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Shift+D shows what came and went.</source>
        <translation>按 Ctrl+Shift+D 查看哪些已出现、哪些已消失。</translation>
    </message>
    <message>
        <source>What &amp;if the selection…</source>
        <translation>假如所选对象(&amp;I)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
</context>
<context>
    <name>views::MapCorner</name>
    <message>
        <source>%1 km</source>
        <translation>%1 千米</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 米</translation>
    </message>
    <message>
        <source>Synthetic data</source>
        <translation>合成数据</translation>
    </message>
    <message>
        <source>Some places are computed, not surveyed</source>
        <translation>部分位置为计算所得，非实测</translation>
    </message>
    <message>
        <source>Approval number: %1</source>
        <translation>审图号：%1</translation>
    </message>
    <message>
        <source>South China Sea Islands</source>
        <translation>南海诸岛</translation>
    </message>
</context>
<context>
    <name>views::MapLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Pool area, EFLOPS</source>
        <translation>资源池面积，EFLOPS</translation>
    </message>
    <message>
        <source>Link width per direction, Tb/s</source>
        <translation>链路单向宽度，Tb/s</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Largest flows</source>
        <translation>最大业务流</translation>
    </message>
    <message>
        <source>Path shown</source>
        <translation>所示路径</translation>
    </message>
    <message>
        <source>Its backup</source>
        <translation>备用路径</translation>
    </message>
    <message>
        <source>Reach, one way</source>
        <translation>时延圈（单向）</translation>
    </message>
    <message>
        <source>Links: residual, standard deviations</source>
        <translation>链路：残差（标准差的倍数）</translation>
    </message>
    <message>
        <source>less than expected</source>
        <translation>少于预期</translation>
    </message>
    <message>
        <source>more than expected</source>
        <translation>多于预期</translation>
    </message>
</context>
<context>
    <name>views::MapPanel</name>
    <message>
        <source>Open a registry or a network file (%1), or start with --demo.</source>
        <translation>打开注册数据或网络文件（%1），或以 --demo 启动。</translation>
    </message>
    <message>
        <source>Map of pools and links</source>
        <translation>资源池与链路地图</translation>
    </message>
    <message>
        <source>%1 one way from %2</source>
        <translation>距%2单向 %1</translation>
    </message>
    <message>
        <source>Editing the plan: click a link to cut or restore it, draw from place to place to add a link, from pool to pool to move a job. Esc ends.</source>
        <translation>正在编辑规划：点击链路以切断或恢复；从一地拖到另一地以新增链路；从资源池拖到资源池以迁移作业。Esc 结束。</translation>
    </message>
</context>
<context>
    <name>views::MapWidget</name>
    <message>
        <source>Map of the network</source>
        <translation>网络地图</translation>
    </message>
    <message>
        <source>Click to select them, double-click to come nearer</source>
        <translation>单击选中，双击放大</translation>
    </message>
    <message>
        <source>No network is open</source>
        <translation>尚未打开网络</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>没有符合筛选条件的对象</translation>
    </message>
    <message>
        <source>Clear the filter to see the network.</source>
        <translation>清除筛选后即可看到网络。</translation>
    </message>
    <message>
        <source>Pools, links and flows appear here when a registry snapshot or a network file is open.</source>
        <translation>打开注册数据快照或网络文件后，这里会显示资源池、链路和业务流。</translation>
    </message>
</context>
<context>
    <name>views::MarketChart</name>
    <message>
        <source>Demand and supply</source>
        <translation>需求与供给</translation>
    </message>
    <message>
        <source>%1 cards are traded at %2 CNY per card and hour.</source>
        <translation>以每卡每小时 %2 CNY 成交 %1 卡。</translation>
    </message>
    <message>
        <source>Nothing is traded.</source>
        <translation>没有成交。</translation>
    </message>
    <message>
        <source>Demand: limits of bids</source>
        <translation>需求：买单限价</translation>
    </message>
    <message>
        <source>Supply: reserve prices</source>
        <translation>供给：保留价</translation>
    </message>
    <message>
        <source>Clearing price</source>
        <translation>出清价</translation>
    </message>
    <message>
        <source>Cards traded</source>
        <translation>成交卡数</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡数</translation>
    </message>
    <message>
        <source>CNY per card and hour</source>
        <translation>CNY / 卡·小时</translation>
    </message>
</context>
<context>
    <name>views::MarketDialog</name>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tables for spreadsheets (%1)</source>
        <translation>电子表格 (%1)</translation>
    </message>
    <message>
        <source>Save orders</source>
        <translation>保存订单</translation>
    </message>
    <message>
        <source>Orders files (%1)</source>
        <translation>订单文件 (%1)</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>Nothing was written to %1: choose another folder, or free some space.</source>
        <translation>未能写入 %1:请选择其他文件夹或腾出空间。</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>运行已取消。</translation>
    </message>
    <message>
        <source>The market was not cleared.</source>
        <translation>市场未出清。</translation>
    </message>
    <message>
        <source>Reading the orders…</source>
        <translation>正在读取订单…</translation>
    </message>
    <message>
        <source>Working out what the network carries…</source>
        <translation>正在计算网络负载…</translation>
    </message>
    <message>
        <source>Clearing the markets…</source>
        <translation>正在出清市场…</translation>
    </message>
    <message>
        <source>Writing the bills…</source>
        <translation>正在生成账单…</translation>
    </message>
    <message>
        <source>Markets (%1)</source>
        <translation>市场（%1）</translation>
    </message>
    <message>
        <source>Contracts (%1)</source>
        <translation>合约（%1）</translation>
    </message>
    <message>
        <source>Deliveries and bills (%1)</source>
        <translation>交付与账单（%1）</translation>
    </message>
    <message>
        <source>Unmatched (%1)</source>
        <translation>未成交（%1）</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Nothing cleared yet</source>
        <translation>尚未出清</translation>
    </message>
    <message>
        <source>Choose orders above, and clear the market.</source>
        <translation>请在上方选择订单，然后出清市场。</translation>
    </message>
    <message>
        <source>There are no orders</source>
        <translation>没有订单</translation>
    </message>
    <message>
        <source>No job of the twin waits for cards that a pool has free: why stands under “Unmatched”.</source>
        <translation>孪生体中没有作业在等待资源池的空闲卡：原因见“未成交”。</translation>
    </message>
    <message>
        <source>No contracts</source>
        <translation>没有合约</translation>
    </message>
    <message>
        <source>No bid met an ask: why stands under “Unmatched”.</source>
        <translation>没有买单与卖单匹配：原因见“未成交”。</translation>
    </message>
    <message>
        <source>No bills</source>
        <translation>没有账单</translation>
    </message>
    <message>
        <source>There are no contracts to deliver.</source>
        <translation>没有需要交付的合约。</translation>
    </message>
    <message>
        <source>Every bid got all it asked for</source>
        <translation>所有买单均全部成交</translation>
    </message>
    <message>
        <source>What-if only: nothing is traded. Orders, prices, contracts and bills are worked out for this window alone.</source>
        <translation>仅为推演：不发生任何交易。订单、价格、合约与账单只在此窗口内计算。</translation>
    </message>
    <message>
        <source>Markets and how they cleared</source>
        <translation>各市场的出清情况</translation>
    </message>
    <message>
        <source>Contracts</source>
        <translation>合约</translation>
    </message>
    <message>
        <source>Deliveries and bills</source>
        <translation>交付与账单</translation>
    </message>
    <message>
        <source>Bids that got less than they asked for, and why</source>
        <translation>未全部成交的买单及原因</translation>
    </message>
    <message>
        <source>Of other orders or options than those above: clear the market anew. %1</source>
        <translation>以下结果对应其他订单或选项，请重新出清。%1</translation>
    </message>
    <message>
        <source>Sums of the exact amounts, to 0.0001 CNY; the other tables show 0.01 CNY, and the exact amount under the pointer</source>
        <translation>按精确金额求和（精确到 0.0001 CNY）；其他表显示到 0.01 CNY，指针悬停可见精确金额</translation>
    </message>
</context>
<context>
    <name>views::MarketForm</name>
    <message>
        <source>Orders to be cleared</source>
        <translation>待出清的订单</translation>
    </message>
    <message>
        <source>Orders files (%1)</source>
        <translation>订单文件 (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Made of the twin: %n job(s) that wait</source>
        <translation>
            <numerusform>由孪生体生成：%n 个等待的作业</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Clear the market</source>
        <translation>出清市场</translation>
    </message>
    <message>
        <source>Stop the run; the last result stays</source>
        <translation>停止运行；保留上次结果</translation>
    </message>
    <message>
        <source>One round of the auction, as a what-if at the moment that is shown</source>
        <translation>按所示时刻推演一轮拍卖</translation>
    </message>
    <message>
        <source>The orders file says it.</source>
        <translation>由订单文件给出。</translation>
    </message>
    <message>
        <source>How long every contract lasts</source>
        <translation>每份合约的时长</translation>
    </message>
    <message>
        <source>Paid to the network for bandwidth, each way (assumed)</source>
        <translation>付给网络的带宽费，每个方向（假定）</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Of the twin: jobs that wait bid, pools offer their free cards at list prices (docs/compute.md says how)</source>
        <translation>由孪生体生成：等待的作业出价，资源池按牌价供给空闲卡（方法见 docs/compute.md）</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Choose an orders file (docs/formats.md, “Orders”)</source>
        <translation>选择订单文件(docs/formats.md,“Orders”)</translation>
    </message>
    <message>
        <source>Contracts of</source>
        <translation>合约时长</translation>
    </message>
    <message>
        <source>Hours of every contract</source>
        <translation>每份合约的小时数</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Save orders…</source>
        <translation>保存订单…</translation>
    </message>
    <message>
        <source>The orders as a file that suanwangctl market reads, with the outage chosen here</source>
        <translation>将订单保存为 suanwangctl market 可读取的文件，包含此处选择的停机</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>The table in front as CSV (Ctrl+E)</source>
        <translation>将当前表格导出为 CSV (Ctrl+E)</translation>
    </message>
    <message>
        <source>CNY per Gb/s and hour</source>
        <translation>每 Gb/s 每小时 CNY</translation>
    </message>
    <message>
        <source>Fill of links</source>
        <translation>链路填充率</translation>
    </message>
    <message>
        <source>Part of a link that may be promised</source>
        <translation>链路中可承诺的比例</translation>
    </message>
    <message>
        <source>What if a pool fails</source>
        <translation>假如资源池故障</translation>
    </message>
    <message>
        <source>Pool that fails</source>
        <translation>故障的资源池</translation>
    </message>
    <message>
        <source>What it then does not deliver is not billed, and below its service level the seller gives back a credit</source>
        <translation>未交付的部分不计费；低于服务等级时卖方给予服务补偿</translation>
    </message>
    <message>
        <source>No pool fails</source>
        <translation>无故障</translation>
    </message>
    <message>
        <source>from hour</source>
        <translation>起始小时</translation>
    </message>
    <message>
        <source>Outage begins, hours from the beginning of the contracts</source>
        <translation>停机开始，自合约开始起的小时数</translation>
    </message>
    <message>
        <source>for</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Outage lasts, hours</source>
        <translation>停机持续小时数</translation>
    </message>
    <message>
        <source> h</source>
        <translation> h</translation>
    </message>
</context>
<context>
    <name>views::MessageBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close message</source>
        <translation>关闭消息</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n older message(s))</source>
        <translation>
            <numerusform>%1（另有 %n 条较早的消息）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::NavigatorPanel</name>
    <message>
        <source>Filter by name or identifier…</source>
        <translation>按名称或标识筛选…</translation>
    </message>
    <message>
        <source>Hubs, provinces, enterprises and pools</source>
        <translation>枢纽、省份、主体与资源池</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>尚未打开任何文件</translation>
    </message>
    <message>
        <source>Open a registry and its hubs and pools are listed here.</source>
        <translation>打开注册数据后，其枢纽和资源池会列在这里。</translation>
    </message>
    <message>
        <source>Nothing passes the filter</source>
        <translation>没有符合筛选条件的对象</translation>
    </message>
</context>
<context>
    <name>views::OccupancyView</name>
    <message>
        <source>Choose a bar: the cards held at its pool are shown here.</source>
        <translation>选择一个条形：此处显示其资源池被占用的卡数。</translation>
    </message>
    <message>
        <source>cards held</source>
        <translation>占用卡数</translation>
    </message>
    <message>
        <source>cards held; line: scenario</source>
        <translation>占用卡数；点线：方案</translation>
    </message>
    <message>
        <source>cards held; line: base</source>
        <translation>占用卡数；点线：基线</translation>
    </message>
</context>
<context>
    <name>views::OffersPage</name>
    <message>
        <source>The score of the selected offer</source>
        <translation>所选供给项的评分</translation>
    </message>
    <message>
        <source>Score of %1</source>
        <translation>%1 的评分</translation>
    </message>
    <message>
        <source>No offer is selected</source>
        <translation>未选择供给项</translation>
    </message>
    <message>
        <source>Select a row: the parts of its score are shown here.</source>
        <translation>选择一行：此处显示其评分构成。</translation>
    </message>
    <message>
        <source>The query cannot be read yet</source>
        <translation>查询尚不完整</translation>
    </message>
    <message>
        <source>What is wrong, and where, stands below the query line.</source>
        <translation>问题及其位置显示在查询行下方。</translation>
    </message>
    <message>
        <source>Looking for offers…</source>
        <translation>正在查找供给项…</translation>
    </message>
    <message>
        <source>No resource pools</source>
        <translation>没有算力资源池</translation>
    </message>
    <message>
        <source>Offers are the chip classes of pools; this registry has a network only.</source>
        <translation>供给项是资源池的芯片类别；此登记只有网络。</translation>
    </message>
    <message>
        <source>No offer meets the query</source>
        <translation>没有符合的供给项</translation>
    </message>
    <message>
        <source>Of some offers a value it asks for is not known: they count as no.</source>
        <translation>部分供给项的所需数值未知：按不符合计。</translation>
    </message>
    <message>
        <source>Loosen a condition; the table fills as soon as one meets it.</source>
        <translation>请放宽条件；一有符合项即显示。</translation>
    </message>
    <message>
        <source>Offers that meet the query, best first</source>
        <translation>符合查询的供给项，优者在前</translation>
    </message>
    <message>
        <source>Parts of the score</source>
        <translation>评分构成</translation>
    </message>
</context>
<context>
    <name>views::PathsPanel</name>
    <message>
        <source>Pair without a common conduit</source>
        <translation>路径对：无共同光缆管道</translation>
    </message>
    <message>
        <source>Pair without a common site</source>
        <translation>路径对：无共同站点</translation>
    </message>
    <message>
        <source>Pair without a common link</source>
        <translation>路径对：无共同链路</translation>
    </message>
    <message>
        <source>What the two paths of a pair may not share</source>
        <translation>路径对的两条路径不得共用的对象</translation>
    </message>
    <message>
        <source>Paths between the two selected places</source>
        <translation>所选两地之间的路径</translation>
    </message>
    <message>
        <source>What lies within the circles of one-way latency</source>
        <translation>单向时延圈内的资源</translation>
    </message>
    <message>
        <source>Looking for paths…</source>
        <translation>正在计算路径…</translation>
    </message>
    <message>
        <source>No place is selected</source>
        <translation>未选中任何地点</translation>
    </message>
    <message>
        <source>Select two pools or sites, by Ctrl+click on the map or in a list, and the paths between them are shown here; select one, and what lies near it.</source>
        <translation>在地图或列表中按住 Ctrl 单击，选中两个资源池或站点，此处即显示两者之间的路径；只选中一个，则显示其时延圈内的资源。</translation>
    </message>
    <message>
        <source>More than two places are selected</source>
        <translation>选中了两个以上的地点</translation>
    </message>
    <message>
        <source>Paths lead between two: select just two pools or sites.</source>
        <translation>路径连接两个地点：请只选中两个资源池或站点。</translation>
    </message>
    <message>
        <source>No path</source>
        <translation>没有路径</translation>
    </message>
</context>
<context>
    <name>views::PlacementForm</name>
    <message>
        <source>Jobs to be placed</source>
        <translation>待放置作业</translation>
    </message>
    <message>
        <source>Jobs files (%1)</source>
        <translation>作业文件 (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Jobs that wait (%n)</source>
        <translation>
            <numerusform>等待中的作业（%n）</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>放置</translation>
    </message>
    <message>
        <source>Stop the run; the last plan stays</source>
        <translation>停止运行；保留上次放置方案</translation>
    </message>
    <message>
        <source>Place the jobs at the moment that is shown; a what-if</source>
        <translation>按当前显示时刻放置作业；仅为推演</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Choose a jobs file (docs/formats.md, “Jobs”)</source>
        <translation>选择作业文件（docs/formats.md，“Jobs”）</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>If the selected fails…</source>
        <translation>若所选故障…</translation>
    </message>
    <message>
        <source>Plan anew as if the selected pools, links, conduits and sites were out of service: what can stay stays</source>
        <translation>假设所选资源池、链路、光缆管道和站点不在服务，重新规划：能不动的不动</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>The plan as JSON, as suanwangctl place prints and reads it, or as CSV</source>
        <translation>放置方案存为 JSON（与 suanwangctl place 一致）或 CSV</translation>
    </message>
    <message>
        <source>Fill of links</source>
        <translation>链路可用比例</translation>
    </message>
    <message>
        <source>Paths of a leg</source>
        <translation>每段路径数</translation>
    </message>
    <message>
        <source>CNY per Gb/s and hour</source>
        <translation>每 Gb/s 每小时 CNY</translation>
    </message>
    <message>
        <source>kg CO₂ per kWh</source>
        <translation>每 kWh 的 kg CO₂</translation>
    </message>
    <message>
        <source>Exact search, s</source>
        <translation>精确搜索，s</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) of the plan as commands of %1, one edit</source>
        <translation>
            <numerusform>将放置方案中的 %n 个作业作为命令写入 %1（一次编辑）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are there already</source>
        <translation>
            <numerusform>%n 个作业已在该处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have no place and are left out</source>
        <translation>
            <numerusform>%n 个作业没有位置，不写入</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) hold no cards and are left out</source>
        <translation>
            <numerusform>%n 个作业不占卡，不写入</numerusform>
        </translation>
    </message>
    <message>
        <source>Into scenario</source>
        <translation>写入当前方案</translation>
    </message>
</context>
<context>
    <name>views::PlacementPanel</name>
    <message>
        <source>Select pools, links, conduits or sites: they are what fails.</source>
        <translation>请选择资源池、链路、光缆管道或站点：它们是故障对象。</translation>
    </message>
    <message>
        <source>Plans (%1)</source>
        <translation>方案 (%1)</translation>
    </message>
    <message>
        <source>Tables for spreadsheets (%1)</source>
        <translation>电子表格 (%1)</translation>
    </message>
    <message>
        <source>Export the plan</source>
        <translation>导出放置方案</translation>
    </message>
    <message>
        <source>The plan was written to %1.</source>
        <translation>放置方案已写入 %1。</translation>
    </message>
    <message>
        <source>The plan could not be written to %1.</source>
        <translation>方案无法写入 %1。</translation>
    </message>
    <message>
        <source>No file was made or changed.</source>
        <translation>没有创建或更改文件。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请另选文件夹，或释放空间。</translation>
    </message>
    <message>
        <source>Reading the jobs…</source>
        <translation>正在读取作业…</translation>
    </message>
    <message>
        <source>Working out what the network carries…</source>
        <translation>正在计算网络现有负载…</translation>
    </message>
    <message>
        <source>Placing the jobs…</source>
        <translation>正在放置作业…</translation>
    </message>
    <message>
        <source>Checking the plan…</source>
        <translation>正在检查放置方案…</translation>
    </message>
    <message>
        <source>The run was cancelled.</source>
        <translation>运行已取消。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Placed (%1)</source>
        <translation>已放置（%1）</translation>
    </message>
    <message>
        <source>Rejected (%1)</source>
        <translation>未放置（%1）</translation>
    </message>
    <message>
        <source>Moves (%1)</source>
        <translation>迁移（%1）</translation>
    </message>
    <message>
        <source>There is no plan yet: choose jobs and a policy above, and place them.</source>
        <translation>尚无放置方案：请在上方选择作业和策略，然后放置。</translation>
    </message>
    <message>
        <source>No job has a place</source>
        <translation>没有作业得到放置</translation>
    </message>
    <message>
        <source>No plan</source>
        <translation>无放置方案</translation>
    </message>
    <message>
        <source>Why not stands under “Rejected”.</source>
        <translation>原因见“未放置”。</translation>
    </message>
    <message>
        <source>Every job has a place</source>
        <translation>所有作业均已放置</translation>
    </message>
    <message>
        <source>No moves</source>
        <translation>无迁移</translation>
    </message>
    <message>
        <source>Select what fails, on the map or in a table, and press “If the selected fails…”: what moves, its cost and its traffic are listed here.</source>
        <translation>在地图或表中选择故障对象，按“若所选故障…”：此处列出迁移、成本和流量。</translation>
    </message>
    <message>
        <source>Jobs that have a place</source>
        <translation>已放置作业</translation>
    </message>
    <message>
        <source>Jobs without a place, and why</source>
        <translation>未放置作业及原因</translation>
    </message>
    <message>
        <source>What moves after the failure</source>
        <translation>故障后的迁移</translation>
    </message>
    <message>
        <source>There is no plan.</source>
        <translation>没有可用的放置结果。</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) of the plan are commands of %1 now.</source>
        <translation>
            <numerusform>放置方案中的 %n 个作业已成为 %1 的命令。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ctrl+Z takes all of them back; Ctrl+R runs the scenario.</source>
        <translation>Ctrl+Z 全部撤销；Ctrl+R 推演方案。</translation>
    </message>
    <message>
        <source>The plan was not taken over; the scenario is as it was.</source>
        <translation>放置方案未写入；当前方案保持不变。</translation>
    </message>
    <message>
        <source>Moves (%1), rerouted (%2)</source>
        <translation>迁移（%1），改路由（%2）</translation>
    </message>
</context>
<context>
    <name>views::PlanDocument</name>
    <message>
        <source>No command: the base as it is.</source>
        <translation>无命令：即基线本身。</translation>
    </message>
    <message>
        <source>Comparison of scenarios</source>
        <translation>方案对比</translation>
    </message>
    <message>
        <source>Change list: %1</source>
        <translation>变更清单：%1</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>%1. %2: %3</source>
        <comment>number, moment and text of a step</comment>
        <translation>%1. %2：%3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a figure and its value</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>   - %1 (%2)</source>
        <comment>what is assumed, and when</comment>
        <translation>   - %1（%2）</translation>
    </message>
</context>
<context>
    <name>views::PlanKeyReasons</name>
    <message>
        <source>There is no scenario yet.</source>
        <translation>尚无方案。</translation>
    </message>
    <message>
        <source>Fork the moment on the screen first (%1).</source>
        <translation>请先从屏幕上的时刻派生方案（%1）。</translation>
    </message>
    <message>
        <source>The scenario is still being made.</source>
        <translation>方案仍在生成。</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message>
        <source>The scenario could not be made.</source>
        <translation>方案未能生成。</translation>
    </message>
    <message>
        <source>Close it and fork another moment.</source>
        <translation>请关闭它，并从其他时刻派生。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的命令。</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>没有可重做的命令。</translation>
    </message>
    <message>
        <source>It is being run already.</source>
        <translation>已在推演。</translation>
    </message>
    <message>
        <source>The change list is being made already.</source>
        <translation>变更清单已在生成。</translation>
    </message>
    <message>
        <source>Wait until it is done, or cancel it.</source>
        <translation>请等待完成，或取消。</translation>
    </message>
    <message>
        <source>The scenario stands on a registry alone: there is no state to write.</source>
        <translation>方案仅基于注册数据：没有可写出的状态。</translation>
    </message>
    <message>
        <source>Save the scenario; the registry&apos;s file is its base.</source>
        <translation>请保存方案；注册数据文件就是它的基线。</translation>
    </message>
    <message>
        <source>There is no result yet.</source>
        <translation>尚无结果。</translation>
    </message>
</context>
<context>
    <name>views::PlanMenu</name>
    <message>
        <source>&amp;Cut it</source>
        <translation>切断(&amp;C)</translation>
    </message>
    <message>
        <source>Let it &amp;fail</source>
        <translation>设为故障(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Drain it</source>
        <translation>疏空(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;grade it to half…</source>
        <translation>降级到一半(&amp;G)…</translation>
    </message>
    <message>
        <source>Res&amp;tore it</source>
        <translation>恢复(&amp;T)</translation>
    </message>
    <message>
        <source>Re&amp;move it</source>
        <translation>移除(&amp;M)</translation>
    </message>
    <message>
        <source>Do&amp;uble its cards</source>
        <translation>卡数加倍(&amp;U)</translation>
    </message>
    <message>
        <source>Do&amp;uble its capacity</source>
        <translation>容量加倍(&amp;U)</translation>
    </message>
    <message>
        <source>Cut its conduit %1</source>
        <extracomment>%1 is a conduit, named by its ends</extracomment>
        <translation>切断其光缆管道 %1</translation>
    </message>
    <message>
        <source>&amp;Add a link from %1…</source>
        <extracomment>%1 is a place</extracomment>
        <translation>新增来自 %1 的链路(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation>如果(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Move it…</source>
        <translation>迁移(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Cancel it</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>views::PlanResultsPanel</name>
    <message>
        <source>Summary</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链路</translation>
    </message>
    <message>
        <source>Pools</source>
        <translation>资源池</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>业务流</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>作业</translation>
    </message>
    <message>
        <source>Tenants</source>
        <translation>租户</translation>
    </message>
    <message>
        <source>Enterprises</source>
        <translation>算力主体</translation>
    </message>
    <message>
        <source>N-1</source>
        <translation>N-1</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>割接</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Filter rows…</source>
        <translation>筛选行…</translation>
    </message>
    <message>
        <source>Results of the scenario</source>
        <translation>方案结果</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>title of a tab and how many rows it has</comment>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1/%2 行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make the list</source>
        <translation>生成清单</translation>
    </message>
    <message>
        <source>No scenario yet</source>
        <translation>尚无方案</translation>
    </message>
    <message>
        <source>Fork the moment on the screen: what comes of commands to it is listed here.</source>
        <translation>从屏幕上的时刻派生方案：命令的结果在此列出。</translation>
    </message>
    <message>
        <source>No row passes the filter</source>
        <translation>没有符合筛选条件的行</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are hidden by it.</source>
        <translation>
            <numerusform>已隐藏 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>The change list could not be made</source>
        <translation>无法生成变更清单</translation>
    </message>
    <message>
        <source>Nothing is to be changed</source>
        <translation>没有需要变更的内容</translation>
    </message>
    <message>
        <source>The change list is being made…</source>
        <translation>正在生成变更清单…</translation>
    </message>
    <message>
        <source>Every step is checked for every single cut.</source>
        <translation>每一步都按所有单点中断校验。</translation>
    </message>
    <message>
        <source>No change list yet</source>
        <translation>尚无变更清单</translation>
    </message>
    <message>
        <source>Ordered steps, each checked for every single cut with those before it done: an N-1 table a step.</source>
        <translation>有序步骤，每一步都在之前步骤完成的前提下按所有单点中断校验：每步一张 N-1 表。</translation>
    </message>
    <message>
        <source>There is no result</source>
        <translation>没有结果</translation>
    </message>
    <message>
        <source>Being computed…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>Not computed</source>
        <translation>未计算</translation>
    </message>
    <message>
        <source>The work was cancelled.</source>
        <translation>计算已取消。</translation>
    </message>
    <message>
        <source>No planned work</source>
        <translation>无计划割接</translation>
    </message>
    <message>
        <source>Planned works of the scenario get a go or no-go here, with the reasons.</source>
        <translation>方案中的计划割接在此给出可否实施的结论及原因。</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>无差异</translation>
    </message>
    <message>
        <source>The scenario leaves all of these as they are.</source>
        <translation>该方案未改变这些对象。</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>过程</translation>
    </message>
    <message>
        <source>It could not be run</source>
        <translation>无法推演</translation>
    </message>
    <message>
        <source>Nothing happens</source>
        <translation>没有事件</translation>
    </message>
    <message>
        <source>No command begins or ends in that time, and no job or transfer changes.</source>
        <translation>这段时间内没有命令开始或结束，也没有作业或传输发生变化。</translation>
    </message>
    <message>
        <source>It is being run…</source>
        <translation>正在推演…</translation>
    </message>
    <message>
        <source>Jobs and flows through time: what happens, and what it came of.</source>
        <translation>作业与业务流随时间的变化：发生了什么，起因是什么。</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>尚未推演</translation>
    </message>
    <message>
        <source>Jobs and flows through time, event by event: transfers arrive, jobs start, slow down, finish, deadlines are missed, and what each came of.</source>
        <translation>作业与业务流随时间逐个事件推演：传输送达，作业启动、变慢、完成，期限被错过，以及各自的起因。</translation>
    </message>
</context>
<context>
    <name>views::PlannerCommands</name>
    <message>
        <source>The registry as planned was written to %1.</source>
        <translation>规划后的注册数据已写入 %1。</translation>
    </message>
    <message>
        <source>Open it like any other registry.</source>
        <translation>可像其他注册数据一样打开。</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>无法写入 %1。</translation>
    </message>
    <message>
        <source>No file was made or changed.</source>
        <translation>没有新建或更改文件。</translation>
    </message>
    <message>
        <source>Close scenario</source>
        <translation>关闭方案</translation>
    </message>
    <message>
        <source>“%1” holds commands that no file has.</source>
        <translation>“%1”中有尚未存入文件的命令。</translation>
    </message>
    <message>
        <source>Without saving they are gone.</source>
        <translation>不保存则会丢失。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keep it open</source>
        <translation>保持打开(&amp;K)</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>%n scenario(s) hold commands that no file has.</source>
        <translation>
            <numerusform>%n 个方案中有尚未存入文件的命令。</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept, they are open again at the next start.</source>
        <translation>保留后，下次启动时会重新打开。</translation>
    </message>
    <message>
        <source>&amp;Keep for the next start</source>
        <translation>保留至下次启动(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%n scenario(s) of the last session are open again.</source>
        <translation>
            <numerusform>已重新打开上次会话的 %n 个方案。</numerusform>
        </translation>
    </message>
    <message>
        <source>Save them to keep them in a file, or close them.</source>
        <translation>可保存为文件，或将其关闭。</translation>
    </message>
    <message>
        <source>Open scenario</source>
        <translation>打开方案</translation>
    </message>
    <message>
        <source>The scenario was made on another moment than the one on the screen.</source>
        <translation>该方案基于另一时刻，而非屏幕上的时刻。</translation>
    </message>
    <message>
        <source>Its commands can be done to this moment instead, if they fit.</source>
        <translation>如果适用，可将其命令施加于当前时刻。</translation>
    </message>
    <message>
        <source>Open it on &amp;this moment</source>
        <translation>在当前时刻打开(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Leave it</source>
        <translation>不打开(&amp;L)</translation>
    </message>
    <message>
        <source>Save scenario with its base</source>
        <translation>连同基线保存方案</translation>
    </message>
    <message>
        <source>Scenarios (%1)</source>
        <translation>方案 (%1)</translation>
    </message>
    <message>
        <source>Export results</source>
        <translation>导出结果</translation>
    </message>
    <message>
        <source>Export the change list</source>
        <translation>导出变更清单</translation>
    </message>
    <message>
        <source>Text (%1)</source>
        <translation>文本 (%1)</translation>
    </message>
    <message>
        <source>Export the registry as planned</source>
        <translation>导出规划后的注册数据</translation>
    </message>
    <message>
        <source>Registry snapshots (%1)</source>
        <translation>注册数据快照 (%1)</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出方案对比</translation>
    </message>
    <message>
        <source>comparison</source>
        <comment>name of a file</comment>
        <translation>方案对比</translation>
    </message>
    <message>
        <source>Save scenario</source>
        <translation>保存方案</translation>
    </message>
    <message>
        <source>The scenario was saved to %1.</source>
        <translation>方案已保存到 %1。</translation>
    </message>
    <message>
        <source>The scenario was saved to %1, its base to %2.</source>
        <translation>方案已保存到 %1，其基线保存到 %2。</translation>
    </message>
    <message>
        <source>The command line runs it to the same state hash.</source>
        <translation>用命令行运行可得到相同的状态哈希。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>请选择其他文件夹，或释放空间。</translation>
    </message>
    <message>
        <source>%1 was written.</source>
        <translation>已写入 %1。</translation>
    </message>
    <message>
        <source>The change list is being made.</source>
        <translation>正在生成变更清单。</translation>
    </message>
    <message>
        <source>Export it once it is there.</source>
        <translation>生成后再导出。</translation>
    </message>
    <message>
        <source>The comparison is being computed.</source>
        <translation>正在计算方案对比。</translation>
    </message>
    <message>
        <source>Open it on its own &amp;base</source>
        <translation>在其自带的基线上打开(&amp;B)</translation>
    </message>
</context>
<context>
    <name>views::QuickPlanCommands</name>
    <message>
        <source>Nothing is selected that a scenario could do that to.</source>
        <translation>没有选中可这样处理的对象。</translation>
    </message>
    <message>
        <source>Select a link, conduit, site, pool or province first.</source>
        <translation>请先选择链路、光缆管道、站点、资源池或省份。</translation>
    </message>
    <message>
        <source>A link needs two ends.</source>
        <translation>链路需要两个端点。</translation>
    </message>
    <message>
        <source>Select two sites, or a pool and a site, with Ctrl+click.</source>
        <translation>请用 Ctrl+单击选择两个站点，或一个资源池与一个站点。</translation>
    </message>
    <message>
        <source>No job is selected.</source>
        <translation>没有选中作业。</translation>
    </message>
    <message>
        <source>Choose one in the table of jobs first.</source>
        <translation>请先在作业表中选择一个。</translation>
    </message>
    <message>
        <source>Degrade</source>
        <translation>降级</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Capacity left</source>
        <translation>剩余容量</translation>
    </message>
    <message>
        <source>Add a link</source>
        <translation>新增链路</translation>
    </message>
    <message>
        <source>%1 ↔ %2</source>
        <extracomment>%1 and %2 are places</extracomment>
        <translation>%1 ↔ %2</translation>
    </message>
    <message>
        <source>No chain of conduits leads there: a duct of %1 is assumed.</source>
        <translation>没有光缆管道相连：按 %1 的光缆管道估算。</translation>
    </message>
    <message numerus="yes">
        <source>Through %n conduit(s), %1.</source>
        <translation>
            <numerusform>经 %n 段光缆管道，%1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Capacity each way</source>
        <translation>单向容量</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>No other pool has room for %1.</source>
        <translation>没有其他资源池能容纳 %1。</translation>
    </message>
    <message>
        <source>%1 cards free, %2</source>
        <extracomment>%1 a number of cards, %2 a distance</extracomment>
        <translation>空闲卡 %1，%2</translation>
    </message>
    <message>
        <source>Move a job</source>
        <translation>迁移作业</translation>
    </message>
    <message>
        <source>%1: where should its %2 cards go? Nearest first.</source>
        <extracomment>%1 a job, %2 a number of cards</extracomment>
        <translation>%1：它的 %2 张卡迁到哪里？由近到远。</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>迁移</translation>
    </message>
    <message>
        <source>Several pools stand here as one.</source>
        <translation>此处有多个资源池合并显示。</translation>
    </message>
    <message>
        <source>Come nearer, then draw to the one you mean.</source>
        <translation>请放大地图，再拖到所要的资源池。</translation>
    </message>
    <message>
        <source>No job has cards in %1.</source>
        <translation>没有作业在 %1 中占用卡。</translation>
    </message>
    <message>
        <source>To add a link, draw to a site: pools cannot be joined with each other.</source>
        <translation>新增链路请拖到站点：资源池之间不能直接相连。</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n 张卡</numerusform>
        </translation>
    </message>
    <message>
        <source>Which job goes from %1 to %2?</source>
        <extracomment>%1 and %2 are pools</extracomment>
        <translation>哪个作业从 %1 迁到 %2？</translation>
    </message>
    <message>
        <source>Only jobs can be dropped onto a pool.</source>
        <translation>只有作业可以拖放到资源池上。</translation>
    </message>
    <message>
        <source>This moment has been forked as “%1”.</source>
        <translation>此刻已派生为“%1”。</translation>
    </message>
    <message>
        <source>What you do changes the scenario only, never the live twin.</source>
        <translation>所做的改动只作用于方案，绝不影响实时孪生。</translation>
    </message>
</context>
<context>
    <name>views::RelatedList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::ResolvePage</name>
    <message>
        <source>Give an identifier of a pool, or of a service of one.</source>
        <translation>请输入资源池或其服务的标识。</translation>
    </message>
    <message>
        <source>The seconds since the client asked are a number from 0 to 1000000.</source>
        <translation>客户端上次询问距今秒数应为 0 到 1000000 的数。</translation>
    </message>
    <message>
        <source>If it were so: %1</source>
        <translation>若如此：%1</translation>
    </message>
    <message>
        <source>Nothing is resolved yet</source>
        <translation>尚未解析</translation>
    </message>
    <message>
        <source>National node, region, enterprise: who is asked for an identifier, and how long each answer lives, is listed here.</source>
        <translation>国家节点、区域节点、算力主体：此处列出依次询问谁、各答复有效多久。</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Out of service</source>
        <translation>不在服务</translation>
    </message>
    <message>
        <source>Identifier to resolve</source>
        <translation>待解析标识</translation>
    </message>
    <message>
        <source>pool or service</source>
        <translation>资源池或服务</translation>
    </message>
    <message>
        <source>Nodes and enterprises that are out of service</source>
        <translation>不在服务的节点和主体</translation>
    </message>
    <message>
        <source>nodes, enterprises; joined by ;</source>
        <translation>节点、主体；以 ; 分隔</translation>
    </message>
    <message>
        <source>What if these were out: service nodes and enterprises, joined by ;</source>
        <translation>假设这些不在服务：服务节点和算力主体，以 ; 分隔</translation>
    </message>
    <message>
        <source>asked before, s</source>
        <translation>此前询问，s</translation>
    </message>
    <message>
        <source>The client asked so many seconds ago, before the outage; else its cache is empty.</source>
        <translation>客户端在中断前若干秒询问过；否则其缓存为空。</translation>
    </message>
    <message>
        <source>Seconds since the client asked</source>
        <translation>客户端上次询问距今秒数</translation>
    </message>
    <message>
        <source>Selected pool</source>
        <translation>所选资源池</translation>
    </message>
    <message>
        <source>Add selected</source>
        <translation>加入所选</translation>
    </message>
    <message>
        <source>Take the selected service node or enterprise out of service, as a what-if</source>
        <translation>推演：让所选服务节点或算力主体不在服务</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>解析</translation>
    </message>
    <message>
        <source>Who was asked</source>
        <translation>询问过程</translation>
    </message>
</context>
<context>
    <name>views::ScenarioPanel</name>
    <message>
        <source>Scenarios; space checks what is compared</source>
        <translation>方案；空格键勾选对比对象</translation>
    </message>
    <message>
        <source>Commands of the scenario</source>
        <translation>方案的命令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the work</source>
        <translation>计算进度</translation>
    </message>
    <message>
        <source>Copy the state hash</source>
        <translation>复制状态哈希</translation>
    </message>
    <message>
        <source>No scenario yet</source>
        <translation>尚无方案</translation>
    </message>
    <message>
        <source>A scenario forks the moment on the screen and says what would come of commands to it. Live data is never touched.</source>
        <translation>方案从屏幕上的时刻派生，给出命令的后果。绝不改动实时数据。</translation>
    </message>
    <message numerus="yes">
        <source>%n command(s)</source>
        <translation>
            <numerusform>%n 条命令</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is done yet</source>
        <translation>尚无命令</translation>
    </message>
    <message>
        <source>Right-click a link or pool on the map or in a table, or search for a command.</source>
        <translation>在地图或表格中右键单击链路或资源池，或查找命令。</translation>
    </message>
    <message>
        <source>The moment is being prepared…</source>
        <translation>正在准备该时刻…</translation>
    </message>
    <message>
        <source>Outcome…</source>
        <translation>计算结果…</translation>
    </message>
    <message>
        <source>Planned works…</source>
        <translation>校验计划割接…</translation>
    </message>
    <message>
        <source>N-1 of the base: %1 of %2 cuts</source>
        <translation>基线 N-1：%1/%2 种中断</translation>
    </message>
    <message>
        <source>N-1: %1 of %2 cuts, worst so far %3</source>
        <translation>N-1：%1/%2 种中断，目前最坏 %3</translation>
    </message>
    <message>
        <source>Latency circles…</source>
        <translation>时延圈…</translation>
    </message>
    <message>
        <source>Not computed: F5 computes it</source>
        <translation>未计算：按 F5 计算</translation>
    </message>
    <message>
        <source>Outcome after %1 ms, N-1 after %2 ms</source>
        <translation>结果 %1 ms，N-1 %2 ms</translation>
    </message>
    <message>
        <source>Outcome after %1 ms; N-1 was cancelled: F5 goes on</source>
        <translation>结果 %1 ms；N-1 已取消：按 F5 继续</translation>
    </message>
    <message>
        <source>State hash %1</source>
        <translation>状态哈希 %1</translation>
    </message>
    <message>
        <source>Best routing…</source>
        <translation>最优选路…</translation>
    </message>
</context>
<context>
    <name>views::SearchPopup</name>
    <message>
        <source>Names and identifiers of everything, in both languages</source>
        <translation>所有对象的中英文名称和标识</translation>
    </message>
    <message>
        <source>First %1 of %2</source>
        <translation>共 %2 项，显示前 %1 项</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n 项结果</numerusform>
        </translation>
    </message>
    <message>
        <source>Joined to %1</source>
        <translation>与 %1 关联</translation>
    </message>
    <message>
        <source>Search pools, links, sites, enterprises, flows, jobs…</source>
        <translation>搜索资源池、链路、站点、主体、业务流、作业…</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>全局搜索</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>What the hit is joined to</source>
        <translation>结果的关联对象</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>views::ShiftLogPanel</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Notes and comments</source>
        <translation>备注和评论</translation>
    </message>
    <message>
        <source>Handovers</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Handover</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Filter entries…</source>
        <translation>筛选日志…</translation>
    </message>
    <message>
        <source>Which entries are shown</source>
        <translation>显示哪些日志</translation>
    </message>
    <message>
        <source>Only about the selection</source>
        <translation>只看所选对象</translation>
    </message>
    <message>
        <source>Kind of entry</source>
        <translation>日志类别</translation>
    </message>
    <message>
        <source>Text of the entry</source>
        <translation>日志内容</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Shift log, newest first</source>
        <translation>值班日志，最新的在前</translation>
    </message>
    <message>
        <source>About the selection</source>
        <translation>关于所选对象</translation>
    </message>
    <message>
        <source>About %1</source>
        <translation>关于 %1</translation>
    </message>
    <message>
        <source>A note about the moment on the screen…</source>
        <translation>关于屏幕上时刻的备注…</translation>
    </message>
    <message>
        <source>A note for everybody…</source>
        <translation>写给大家的备注…</translation>
    </message>
    <message>
        <source>Can only be read here: %1</source>
        <translation>此处只能读：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) not saved yet: %1</source>
        <translation>
            <numerusform>%n 条尚未保存：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>The store is away: %1</source>
        <translation>存储不可用：%1</translation>
    </message>
    <message>
        <source>Seat %1. Kept until the console is closed: it was started without --store.</source>
        <translation>席位 %1。只保存到控制台关闭：启动时没有给 --store。</translation>
    </message>
    <message>
        <source>Seat %1. Kept in the store.</source>
        <translation>席位 %1。保存在存储中。</translation>
    </message>
    <message>
        <source>Seat %1. The log is being read…</source>
        <translation>席位 %1。正在读取日志…</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 entries</source>
        <translation>%2 条中的 %1 条</translation>
    </message>
    <message>
        <source>Nothing is written yet</source>
        <translation>还没有日志</translation>
    </message>
    <message>
        <source>Notes, handovers, acknowledgements and comments of all seats are listed here. Write below, or press A, S or C on a row of Attention.</source>
        <translation>这里列出所有席位的备注、交接、确认和评论。在下方书写，或在关注列表的一行上按 A、S 或 C。</translation>
    </message>
    <message>
        <source>No entry passes the filter</source>
        <translation>没有符合筛选的日志</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) are hidden by it.</source>
        <translation>
            <numerusform>有 %n 条被隐藏。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>views::StandingPage</name>
    <message>
        <source>No query stands</source>
        <translation>没有常驻查询</translation>
    </message>
    <message>
        <source>Write a query above and press “Tell me when the answer changes”.</source>
        <translation>在上方写入查询，按“结果变化时通知我”。</translation>
    </message>
    <message>
        <source>Nothing has changed yet</source>
        <translation>尚无变化</translation>
    </message>
    <message>
        <source>What comes, goes, and is the best is listed here while the console runs.</source>
        <translation>控制台运行期间，此处列出新增、退出和最优者。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>The query stands no longer (Delete)</source>
        <translation>查询不再常驻（Delete）</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Standing queries</source>
        <translation>常驻查询</translation>
    </message>
    <message>
        <source>What standing queries said, newest first</source>
        <translation>常驻查询的通知，新者在前</translation>
    </message>
</context>
<context>
    <name>views::StatusStrip</name>
    <message>
        <source>Suanwang</source>
        <translation>算网</translation>
    </message>
    <message>
        <source>Everything shown was generated; nothing of it is real data.</source>
        <translation>所示内容均为程序生成，没有真实数据。</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>算力</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Traffic on the backbone links (busier direction) and their capacity</source>
        <translation>骨干链路流量（取较忙方向）与容量</translation>
    </message>
    <message>
        <source>Telemetry samples received per second</source>
        <translation>每秒接收的遥测样本</translation>
    </message>
    <message>
        <source>From a sample&apos;s receipt until it is on the screen&apos;s snapshot</source>
        <translation>从收到样本到进入屏幕快照的时间</translation>
    </message>
    <message>
        <source>Frames lost by choice because the journal was full</source>
        <translation>日志已满时主动丢弃的帧</translation>
    </message>
    <message>
        <source>Connected sources, of all that were ever heard</source>
        <translation>已连接的数据源 / 曾收到过数据的数据源</translation>
    </message>
    <message>
        <source>%1: show what needs attention</source>
        <translation>%1：显示需要关注的事项</translation>
    </message>
    <message>
        <source>Compute in use, of what is in service</source>
        <translation>占用算力 / 在役算力</translation>
    </message>
    <message>
        <source>Suanwang · %1</source>
        <comment>brand and workspace</comment>
        <translation>算网 · %1</translation>
    </message>
</context>
<context>
    <name>views::TableEmptyTexts</name>
    <message>
        <source>No resource pools</source>
        <translation>没有算力资源池</translation>
    </message>
    <message>
        <source>This registry has a network only. Pools are listed here when it has some.</source>
        <translation>该注册数据只含网络。含有资源池时会列在这里。</translation>
    </message>
    <message>
        <source>No links</source>
        <translation>没有链路</translation>
    </message>
    <message>
        <source>This registry has no network.</source>
        <translation>该注册数据不含网络。</translation>
    </message>
    <message>
        <source>No flows now</source>
        <translation>当前没有业务流</translation>
    </message>
    <message>
        <source>Flows are listed here when a source reports them or the registry file brings a workload.</source>
        <translation>数据源上报或注册文件带有负载时，业务流会列在这里。</translation>
    </message>
    <message>
        <source>No jobs now</source>
        <translation>当前没有作业</translation>
    </message>
    <message>
        <source>Jobs are listed here when a source reports them or the registry file brings a workload.</source>
        <translation>数据源上报或注册文件带有负载时，作业会列在这里。</translation>
    </message>
    <message>
        <source>No source has been heard</source>
        <translation>尚未收到任何数据源</translation>
    </message>
    <message>
        <source>Start with --listen HOST:PORT and let a source connect; its account is kept here.</source>
        <translation>以 --listen HOST:PORT 启动并让数据源接入，其账目会记在这里。</translation>
    </message>
</context>
<context>
    <name>views::TableExport</name>
    <message>
        <source>Identifier</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>%1 (unit)</source>
        <translation>%1（单位）</translation>
    </message>
</context>
<context>
    <name>views::TablePanel</name>
    <message>
        <source>Filter rows…</source>
        <translation>筛选行…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 / %2 行</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>尚未打开任何文件</translation>
    </message>
    <message>
        <source>Open a registry or a network file and its contents are listed here.</source>
        <translation>打开注册数据或网络文件后，其内容会列在这里。</translation>
    </message>
    <message>
        <source>No row passes the filter</source>
        <translation>没有符合筛选条件的行</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are hidden by it.</source>
        <translation>
            <numerusform>有 %n 行被筛选隐藏。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::TimeBar</name>
    <message>
        <source>Moment shown</source>
        <translation>所示时刻</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>FIXED</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Nothing to look back to yet</source>
        <translation>暂无可回看的内容</translation>
    </message>
    <message>
        <source>Not a moment or a range: try 03:12, 11-27 03:12:30, now-5m or 03:00 .. 03:15</source>
        <translation>不是时刻或时段：可输入 03:12、11-27 03:12:30、now-5m 或 03:00 .. 03:15</translation>
    </message>
    <message>
        <source>Nothing happened after this moment</source>
        <translation>此刻之后没有事件</translation>
    </message>
    <message>
        <source>Nothing happened before this moment</source>
        <translation>此刻之前没有事件</translation>
    </message>
    <message>
        <source>%1×</source>
        <extracomment>how fast a replay runs, times as fast as it happened</extracomment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>How fast a replay runs</source>
        <translation>回放速度</translation>
    </message>
    <message numerus="yes">
        <source>Last %n minute(s)</source>
        <translation>
            <numerusform>最近 %n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n hour(s)</source>
        <translation>
            <numerusform>最近 %n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>最近 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything kept</source>
        <translation>全部留存</translation>
    </message>
    <message>
        <source>A chosen stretch</source>
        <translation>选定时段</translation>
    </message>
    <message>
        <source>How much of the past the bar shows</source>
        <translation>时间条显示多长的过去</translation>
    </message>
    <message>
        <source>The moment everything shows, in UTC+8. Type another (03:12, 11-27 03:12:30, now-5m) or a range (03:00 .. 03:15)</source>
        <translation>整个界面所示的时刻（UTC+8）。可输入其他时刻（03:12、11-27 03:12:30、now-5m）或时段（03:00 .. 03:15）</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>回放</translation>
    </message>
</context>
<context>
    <name>views::TimeTrack</name>
    <message>
        <source>Moment shown</source>
        <translation>所示时刻</translation>
    </message>
    <message>
        <source>Drag to look back; Shift and drag to show a stretch; the wheel zooms; Left and Right move by a second</source>
        <translation>拖动可回看；按住 Shift 拖动显示一段；滚轮缩放；左右键移动一秒</translation>
    </message>
    <message>
        <source>%1  %2: %3 cleared</source>
        <translation>%1  %2：%3 已清除</translation>
    </message>
    <message>
        <source>%1  %2: %3 (%4)</source>
        <extracomment>time, resource, alarm type, severity</extracomment>
        <translation>%1  %2：%3（%4）</translation>
    </message>
</context>
<context>
    <name>views::TimelinePage</name>
    <message>
        <source>%1: %2 cards</source>
        <translation>%1：%2 卡</translation>
    </message>
    <message>
        <source>%1 to %2 (UTC+8)</source>
        <translation>%1 至 %2（UTC+8）</translation>
    </message>
    <message>
        <source>nobody says when</source>
        <translation>结束时间未知</translation>
    </message>
    <message>
        <source>computes from %1</source>
        <translation>%1 开始计算</translation>
    </message>
    <message>
        <source>degraded: slower than it should be</source>
        <translation>变慢：低于应有速度</translation>
    </message>
    <message>
        <source>holds cards, computes nothing: staging or being moved</source>
        <translation>占卡但未计算：准备数据或迁移中</translation>
    </message>
    <message>
        <source>moved here after the failure</source>
        <translation>故障后迁移至此</translation>
    </message>
    <message>
        <source>Jobs that run now</source>
        <translation>正在运行的作业</translation>
    </message>
    <message>
        <source>Jobs of the plan</source>
        <translation>放置方案中的作业</translation>
    </message>
    <message>
        <source>What the chart shows</source>
        <translation>图中显示内容</translation>
    </message>
    <message>
        <source>Jobs by pool over time</source>
        <translation>各资源池作业随时间</translation>
    </message>
    <message>
        <source>Cards held at the current pool over time</source>
        <translation>当前资源池占用卡数随时间</translation>
    </message>
    <message>
        <source>Arrows: from bar to bar · Enter: fly there · + −: zoom · 0: all</source>
        <translation>方向键：逐条移动 · Enter：飞至该处 · + −：缩放 · 0：全部</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>推演</translation>
    </message>
    <message>
        <source>There is no scenario: fork the moment on the screen first</source>
        <translation>尚无方案：请先从屏幕上的时刻派生方案</translation>
    </message>
    <message>
        <source>The scenario is still being made</source>
        <translation>方案仍在生成</translation>
    </message>
    <message numerus="yes">
        <source>Jobs and transfers of the scenario through time, %n hour(s)</source>
        <translation>
            <numerusform>推演方案中的作业和传输，%n 小时</numerusform>
        </translation>
    </message>
    <message>
        <source>Scenario beside its base</source>
        <translation>方案与基线对照</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Base of the scenario</source>
        <translation>方案的基线</translation>
    </message>
</context>
<context>
    <name>views::TouchText</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n 条链路</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n resource pool(s)</source>
        <translation>
            <numerusform>%n 个算力资源池</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n 个作业</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n 条业务流</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n background demand(s)</source>
        <translation>
            <numerusform>%n 个背景需求</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of traffic</source>
        <translation>%1 流量</translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n 张卡</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (FP16)</source>
        <translation>%1(FP16)</translation>
    </message>
    <message>
        <source>It can be done, and touches nothing that runs now.</source>
        <translation>可以执行，不影响正在运行的对象。</translation>
    </message>
    <message>
        <source>It can be done, and touches: %1</source>
        <translation>可以执行，影响：%1</translation>
    </message>
</context>
</TS>
