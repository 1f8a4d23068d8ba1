#include "twin/alarm/attention_key.h"

#include <QTest>

#include <set>

using namespace twin::alarm;
using twin::EntityKind;

namespace {

AttentionItem item(AttentionCode code, EntityKind kind, const char* id)
{
    AttentionItem out;
    out.code = code;
    out.entity = {kind, 3};
    out.id = id;
    return out;
}

} // namespace

/// Keys are in stores: what they were they stay.
class TestAttentionKey final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void keysAreWhatTheyWere()
    {
        AttentionItem load = item(AttentionCode::LinkOverload, EntityKind::Link, "L-17");
        load.direction = LinkDirection::Forward;
        QCOMPARE(attentionKey(load), std::string("link-overload/link/forward//L-17"));
        AttentionItem alarm = item(AttentionCode::Alarm, EntityKind::Pool, "P-3");
        alarm.type = "pool.power-loss";
        QCOMPARE(attentionKey(alarm), std::string("alarm/pool//pool.power-loss/P-3"));
        AttentionItem cut = item(AttentionCode::ConduitCut, EntityKind::Pool, "cd-1");
        cut.subject = AttentionSubject::Conduit;
        QCOMPARE(attentionKey(cut), std::string("conduit-cut/conduit///cd-1"));
        AttentionItem source = item(AttentionCode::SourceDisconnected, EntityKind::Pool, "north");
        source.subject = AttentionSubject::Source;
        QCOMPARE(attentionKey(source), std::string("source-disconnected/source///north"));
        AttentionItem group = item(AttentionCode::Stale, EntityKind::Link, "");
        group.subject = AttentionSubject::Kind;
        QCOMPARE(attentionKey(group), std::string("stale/link///"));
        AttentionItem journal = item(AttentionCode::JournalFailing, EntityKind::Pool, "");
        journal.subject = AttentionSubject::Twin;
        QCOMPARE(attentionKey(journal), std::string("journal-failing/console///"));
    }

    void figuresThatChangeDoNotChangeTheKey()
    {
        AttentionItem a = item(AttentionCode::Hot, EntityKind::Pool, "P-3");
        AttentionItem b = a;
        b.value = 31;
        b.since = 7;
        b.severity = Severity::Critical;
        b.detail = "text";
        b.entity.index = 9; // another registry numbers differently
        QCOMPARE(attentionKey(a), attentionKey(b));
    }

    void everyCodeHasAKeyOfItsOwn()
    {
        std::set<std::string> keys;
        constexpr int kCodes = static_cast<int>(AttentionCode::Residual) + 1;
        for (int code = 0; code < kCodes; ++code) {
            keys.insert(attentionKey(item(static_cast<AttentionCode>(code), EntityKind::Link, "L-17")));
        }
        QCOMPARE(keys.size(), std::size_t{kCodes});
        QVERIFY(!keys.contains("other/link///L-17"));
    }

    void namesFromOutsideCannotBeMistaken()
    {
        AttentionItem a = item(AttentionCode::Alarm, EntityKind::Pool, "c");
        a.type = "a/b";
        AttentionItem b = item(AttentionCode::Alarm, EntityKind::Pool, "b/c");
        b.type = "a";
        QVERIFY(attentionKey(a) != attentionKey(b));
        a.type = "x\ny%";
        QCOMPARE(attentionKey(a), std::string("alarm/pool//x%0Ay%25/c"));
        a.id.assign(2'000, 'x');
        QCOMPARE(attentionKey(a).size(), std::size_t{1'024});
        std::string wide;
        for (int i = 0; i < 700; ++i) {
            wide += "带";
        }
        a.id = wide;
        QVERIFY(attentionKey(a).size() <= 1'024);
        QVERIFY(attentionKey(a).ends_with("带")); // cut between characters
    }
};

QTEST_GUILESS_MAIN(TestAttentionKey)
#include "tst_attention_key.moc"
