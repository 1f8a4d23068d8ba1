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
</TS>
