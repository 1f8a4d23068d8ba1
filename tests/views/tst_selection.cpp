#include "models/roles.h"
#include "tests/views/window_fixture.h"
#include "views/tables/entity_table.h"

#include <QTest>

using models::EntityKey;
using test::WindowFixture;
using Type = EntityKey::Type;

namespace {

twin::state::Alarm alarmOn(const char* pool)
{
    twin::state::Alarm out;
    out.kind = twin::EntityKind::Pool;
    out.resourceId = pool;
    out.type = "pool.down";
    out.severity = twin::state::Severity::Major;
    out.text = "it is down";
    return out;
}

EntityKey keyAt(WindowFixture& f, int row)
{
    return f.models->attention.index(row, 0).data(models::KeyRole).value<EntityKey>();
}

/// Rows of Attention that are about pools.
QList<int> poolRows(WindowFixture& f)
{
    QList<int> out;
    for (int row = 0; row < f.models->attention.rowCount(); ++row) {
        if (keyAt(f, row).type == Type::Pool) {
            out.append(row);
        }
    }
    return out;
}

bool hasPoolRows(WindowFixture& f, int rows)
{
    return QTest::qWaitFor(
        [&] {
            f.tick();
            return poolRows(f).size() == rows;
        },
        10'000);
}

} // namespace

/// The console's selection is the person's: what comes and goes by itself leaves it alone.
class TestSelection : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anAlarmThatClearsChoosesNothing_data()
    {
        QTest::addColumn<bool>("selectsOther");
        QTest::newRow("the person has gone on to a link") << true;
        QTest::newRow("the person is still on it") << false;
    }

    void anAlarmThatClearsChoosesNothing()
    {
        QFETCH(bool, selectsOther);
        WindowFixture f;
        f.twin->alarms = {alarmOn("pl-1"), alarmOn("pl-2"), alarmOn("pl-3")};
        QVERIFY(hasPoolRows(f, 3));
        auto* table = f.find<views::EntityTable>("attentionTable");
        f.models->selection.clear();
        const int row = poolRows(f)[1];
        const QRect cell = table->visualRect(f.models->attention.index(row, 0));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
        const EntityKey about = f.models->selection.current();
        QCOMPARE(about, keyAt(f, row));
        const EntityKey link{Type::Link, QStringLiteral("bb-1")};
        if (selectsOther) {
            f.models->selection.select(link);
        }
        std::erase_if(f.twin->alarms, [&](const auto& alarm) {
            return QString::fromStdString(alarm.resourceId) == about.id;
        });
        QCOMPARE(f.twin->alarms.size(), std::size_t{2});
        QVERIFY(hasPoolRows(f, 2));
        QCOMPARE(f.models->selection.current(), selectsOther ? link : about);
        QVERIFY(table->selectionModel()->selectedRows().isEmpty());
    }
};

QTEST_MAIN(TestSelection)
#include "tst_selection.moc"
