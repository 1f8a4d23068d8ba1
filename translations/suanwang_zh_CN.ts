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
            <numerusform>中断：其中 %n 条链路全部不通</numerusform>
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
        <translation>中断：其中链路全部不通</translation>
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
        <translation>预期中断次数</translation>
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
        <translation>退服中</translation>
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
        <source>Suanwang</source>
        <translation>算网</translation>
    </message>
    <message>
        <source>Langua&amp;ge</source>
        <translation>语言(&amp;G)</translation>
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
    <name>views::RelatedList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 项</numerusform>
        </translation>
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
</TS>
