<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>app::Messages</name>
    <message numerus="yes">
        <source>It breaks rules (%n problem(s)), so the twin keeps the registry it has.</source>
        <translation>
            <numerusform>It breaks rules (%n problem), so the twin keeps the registry it has.</numerusform>
            <numerusform>It breaks rules (%n problems), so the twin keeps the registry it has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s) on it, in the details.</source>
        <translation>
            <numerusform>%n remark on it, in the details.</numerusform>
            <numerusform>%n remarks on it, in the details.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::Attention</name>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n pool</numerusform>
            <numerusform>%n pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n optical channel(s)</source>
        <translation>
            <numerusform>%n optical channel</numerusform>
            <numerusform>%n optical channels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tunnel(s)</source>
        <translation>
            <numerusform>%n tunnel</numerusform>
            <numerusform>%n tunnels</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service node(s)</source>
        <translation>
            <numerusform>%n service node</numerusform>
            <numerusform>%n service nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n site(s)</source>
        <translation>
            <numerusform>%n site</numerusform>
            <numerusform>%n sites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n flow</numerusform>
            <numerusform>%n flows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cut: all %n link(s) in it are down</source>
        <translation>
            <numerusform>Cut: the %n link in it is down</numerusform>
            <numerusform>Cut: all %n links in it are down</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Down, with %n link(s)</source>
        <translation>
            <numerusform>Down, with %n link</numerusform>
            <numerusform>Down, with %n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s) failed (%1)</source>
        <translation>
            <numerusform>%n card failed (%1)</numerusform>
            <numerusform>%n cards failed (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) refused</source>
        <translation>
            <numerusform>%n sample refused</numerusform>
            <numerusform>%n samples refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown name(s), most often</source>
        <translation>
            <numerusform>%n unknown name, most often</numerusform>
            <numerusform>%n unknown names, most often</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) dropped because the journal is full</source>
        <translation>
            <numerusform>%n frame dropped because the journal is full</numerusform>
            <numerusform>%n frames dropped because the journal is full</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, likely %2 (on %n link(s))</source>
        <extracomment>%1: how far a link is off, %2: what explains it; %n: links on which it shows</extracomment>
        <translation>
            <numerusform>%1, likely %2 (on %n link)</numerusform>
            <numerusform>%1, likely %2 (on %n links)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n time(s))</source>
        <extracomment>%1: an alarm, %n: how often it was reported</extracomment>
        <translation>
            <numerusform>%1 (%n time)</numerusform>
            <numerusform>%1 (%n times)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) refused</source>
        <translation>
            <numerusform>%n alarm refused</numerusform>
            <numerusform>%n alarms refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::CommandListModel</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n pool</numerusform>
            <numerusform>%n pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n flow</numerusform>
            <numerusform>%n flows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::CommandWords</name>
    <message numerus="yes">
        <source>%1: %n card(s)</source>
        <translation>
            <numerusform>%1: %n card</numerusform>
            <numerusform>%1: %n cards</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Submit job %1 (%n card(s), where there is room)</source>
        <translation>
            <numerusform>Submit job %1 (%n card, where there is room)</numerusform>
            <numerusform>Submit job %1 (%n cards, where there is room)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::Desk</name>
    <message numerus="yes">
        <source>%n comment(s)</source>
        <translation>
            <numerusform>%n comment</numerusform>
            <numerusform>%n comments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::DifferenceText</name>
    <message numerus="yes">
        <source>%n pool(s) differ</source>
        <translation>
            <numerusform>%n pool differs</numerusform>
            <numerusform>%n pools differ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::FormReader</name>
    <message numerus="yes">
        <source>At most %n line(s)</source>
        <translation>
            <numerusform>At most %n line</numerusform>
            <numerusform>At most %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::HoverText</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pool(s)</source>
        <translation>
            <numerusform>%n pool</numerusform>
            <numerusform>%n pools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::Inspection</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::LinkProposal</name>
    <message numerus="yes">
        <source>The way between them has more than %n conduit(s).</source>
        <translation>
            <numerusform>The way between them has more than %n conduit.</numerusform>
            <numerusform>The way between them has more than %n conduits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::MarketModel</name>
    <message numerus="yes">
        <source>%n market(s)</source>
        <translation>
            <numerusform>%n market</numerusform>
            <numerusform>%n markets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PathTable</name>
    <message numerus="yes">
        <source>%n link(s) of the path not measured</source>
        <translation>
            <numerusform>%n link of the path not measured</numerusform>
            <numerusform>%n links of the path not measured</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n measurement(s) stale</source>
        <translation>
            <numerusform>%n measurement stale</numerusform>
            <numerusform>%n measurements stale</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PathsModel</name>
    <message numerus="yes">
        <source>%n link(s) down, left out</source>
        <translation>
            <numerusform>%n link down, left out</numerusform>
            <numerusform>%n links down, left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlacementModel</name>
    <message numerus="yes">
        <source>%n job(s) move</source>
        <comment>to other pools, after a failure</comment>
        <translation>
            <numerusform>%n job moves</numerusform>
            <numerusform>%n jobs move</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) stay, their traffic goes another way</source>
        <translation>
            <numerusform>%n job stays, its traffic goes another way</numerusform>
            <numerusform>%n jobs stay, their traffic goes another way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have no place left</source>
        <translation>
            <numerusform>%n job has no place left</numerusform>
            <numerusform>%n jobs have no place left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlanTables</name>
    <message numerus="yes">
        <source>All %n single cut(s) are computed: none fills a link above %1. With nothing cut: %2.</source>
        <translation>
            <numerusform>The %n single cut is computed: it does not fill a link above %1. With nothing cut: %2.</numerusform>
            <numerusform>All %n single cuts are computed: none fills a link above %1. With nothing cut: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlanTerms</name>
    <message numerus="yes">
        <source>Assumed, no steps: %n command(s).</source>
        <translation>
            <numerusform>Assumed, no steps: %n command.</numerusform>
            <numerusform>Assumed, no steps: %n commands.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::PlannerModel</name>
    <message numerus="yes">
        <source>%n scenario(s) are open: close one first.</source>
        <translation>
            <numerusform>%n scenario is open: close one first.</numerusform>
            <numerusform>%n scenarios are open: close one first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::ScenarioTreeModel</name>
    <message numerus="yes">
        <source>%n command(s)</source>
        <translation>
            <numerusform>%n command</numerusform>
            <numerusform>%n commands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) stopped</source>
        <translation>
            <numerusform>%n job stopped</numerusform>
            <numerusform>%n jobs stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) without a place</source>
        <translation>
            <numerusform>%n job without a place</numerusform>
            <numerusform>%n jobs without a place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) slowed</source>
        <translation>
            <numerusform>%n job slowed</numerusform>
            <numerusform>%n jobs slowed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s) late</source>
        <translation>
            <numerusform>%n transfer late</numerusform>
            <numerusform>%n transfers late</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::StandingNews</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::AttentionPanel</name>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n thing</numerusform>
            <numerusform>%n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acknowledged</source>
        <translation>
            <numerusform>%n acknowledged</numerusform>
            <numerusform>%n acknowledged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shelved</source>
        <translation>
            <numerusform>%n shelved</numerusform>
            <numerusform>%n shelved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::ComparisonPanel</name>
    <message numerus="yes">
        <source>%n column(s) are being computed…</source>
        <translation>
            <numerusform>%n column is being computed…</numerusform>
            <numerusform>%n columns are being computed…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n column(s) could not be computed: why is at their titles</source>
        <translation>
            <numerusform>%n column could not be computed: why is at its title</numerusform>
            <numerusform>%n columns could not be computed: why is at their titles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::FailureIncidentPage</name>
    <message numerus="yes">
        <source>%n outage(s) found</source>
        <translation>
            <numerusform>%n outage found</numerusform>
            <numerusform>%n outages found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can come again</source>
        <translation>
            <numerusform>%n can come again</numerusform>
            <numerusform>%n can come again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not found on this network</source>
        <translation>
            <numerusform>%n not found on this network</numerusform>
            <numerusform>%n not found on this network</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not possible</source>
        <translation>
            <numerusform>%n not possible</numerusform>
            <numerusform>%n not possible</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::FailureStormPage</name>
    <message numerus="yes">
        <source>%n failure(s) in %1 day(s) by seed %2</source>
        <translation>
            <numerusform>%n failure in %1 days by seed %2</numerusform>
            <numerusform>%n failures in %1 days by seed %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: the scenario already has them down.</source>
        <translation>
            <numerusform>%n left out: the scenario already has them down.</numerusform>
            <numerusform>%n left out: the scenario already has them down.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::InspectorPanel</name>
    <message numerus="yes">
        <source>%1 · last of %n selected</source>
        <translation>
            <numerusform>%1 · last of %n selected</numerusform>
            <numerusform>%1 · last of %n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::MainWindow</name>
    <message numerus="yes">
        <source>So have %n other(s).</source>
        <translation>
            <numerusform>So has %n other.</numerusform>
            <numerusform>So have %n others.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::MarketForm</name>
    <message numerus="yes">
        <source>Made of the twin: %n job(s) that wait</source>
        <translation>
            <numerusform>Made of the twin: %n job that waits</numerusform>
            <numerusform>Made of the twin: %n jobs that wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::MessageBar</name>
    <message numerus="yes">
        <source>%1 (%n older message(s))</source>
        <translation>
            <numerusform>%1 (%n older message)</numerusform>
            <numerusform>%1 (%n older messages)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::PlacementForm</name>
    <message numerus="yes">
        <source>Jobs that wait (%n)</source>
        <translation>
            <numerusform>Jobs that wait (%n)</numerusform>
            <numerusform>Jobs that wait (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) of the plan as commands of %1, one edit</source>
        <translation>
            <numerusform>%n job of the plan as a command of %1, one edit</numerusform>
            <numerusform>%n jobs of the plan as commands of %1, one edit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are there already</source>
        <translation>
            <numerusform>%n job is there already</numerusform>
            <numerusform>%n jobs are there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have no place and are left out</source>
        <translation>
            <numerusform>%n job has no place and is left out</numerusform>
            <numerusform>%n jobs have no place and are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) hold no cards and are left out</source>
        <translation>
            <numerusform>%n job holds no cards and is left out</numerusform>
            <numerusform>%n jobs hold no cards and are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::PlacementPanel</name>
    <message numerus="yes">
        <source>%n job(s) of the plan are commands of %1 now.</source>
        <translation>
            <numerusform>%n job of the plan is a command of %1 now.</numerusform>
            <numerusform>%n jobs of the plan are commands of %1 now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::PlanResultsPanel</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are hidden by it.</source>
        <translation>
            <numerusform>%n row is hidden by it.</numerusform>
            <numerusform>%n rows are hidden by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::PlannerCommands</name>
    <message numerus="yes">
        <source>%n scenario(s) hold commands that no file has.</source>
        <translation>
            <numerusform>%n scenario holds commands that no file has.</numerusform>
            <numerusform>%n scenarios hold commands that no file has.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n scenario(s) of the last session are open again.</source>
        <translation>
            <numerusform>%n scenario of the last session is open again.</numerusform>
            <numerusform>%n scenarios of the last session are open again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::QuickPlanCommands</name>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation>
            <numerusform>%n thing</numerusform>
            <numerusform>%n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Through %n conduit(s), %1.</source>
        <translation>
            <numerusform>Through %n conduit, %1.</numerusform>
            <numerusform>Through %n conduits, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n card</numerusform>
            <numerusform>%n cards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::RelatedList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::ScenarioPanel</name>
    <message numerus="yes">
        <source>%n command(s)</source>
        <translation>
            <numerusform>%n command</numerusform>
            <numerusform>%n commands</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::SearchPopup</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::ShiftLogPanel</name>
    <message numerus="yes">
        <source>%n entry(s) not saved yet: %1</source>
        <translation>
            <numerusform>%n entry not saved yet: %1</numerusform>
            <numerusform>%n entries not saved yet: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) are hidden by it.</source>
        <translation>
            <numerusform>%n entry is hidden by it.</numerusform>
            <numerusform>%n entries are hidden by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::TablePanel</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are hidden by it.</source>
        <translation>
            <numerusform>%n row is hidden by it.</numerusform>
            <numerusform>%n rows are hidden by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::TimeBar</name>
    <message numerus="yes">
        <source>Last %n minute(s)</source>
        <translation>
            <numerusform>Last %n minute</numerusform>
            <numerusform>Last %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n hour(s)</source>
        <translation>
            <numerusform>Last %n hour</numerusform>
            <numerusform>Last %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::TimelinePage</name>
    <message numerus="yes">
        <source>Jobs and transfers of the scenario through time, %n hour(s)</source>
        <translation>
            <numerusform>Jobs and transfers of the scenario through time, %n hour</numerusform>
            <numerusform>Jobs and transfers of the scenario through time, %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>views::TouchText</name>
    <message numerus="yes">
        <source>%n link(s)</source>
        <translation>
            <numerusform>%n link</numerusform>
            <numerusform>%n links</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n resource pool(s)</source>
        <translation>
            <numerusform>%n resource pool</numerusform>
            <numerusform>%n resource pools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n flow(s)</source>
        <translation>
            <numerusform>%n flow</numerusform>
            <numerusform>%n flows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n background demand(s)</source>
        <translation>
            <numerusform>%n background demand</numerusform>
            <numerusform>%n background demands</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n card(s)</source>
        <translation>
            <numerusform>%n card</numerusform>
            <numerusform>%n cards</numerusform>
        </translation>
    </message>
</context>
</TS>
