#include "tests/support/residual_samples.h"
#include "tests/views/window_fixture.h"
#include "views/map/map_legend.h"
#include "views/map/map_widget.h"
#include "views/tables/entity_table.h"

#include <QLabel>
#include <QTest>

using models::EntityKey;
using models::Language;
using test::WindowFixture;

namespace {

/// Every text that stands in a section of the inspector.
QString sectionText(WindowFixture& f, const char* name)
{
    auto* section = f.find<QWidget>(name);
    QStringList out;
    for (const QLabel* label : section != nullptr ? section->findChildren<QLabel*>() : QList<QLabel*>()) {
        out.append(label->text());
    }
    return out.join(QStringLiteral(" | "));
}

} // namespace

/// The residual where a person meets it: table, map, inspector, attention.
class TestResidualView : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void theLinksTableHasItsColumnsInBothLanguages_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::addColumn<QStringList>("titles");
        QTest::newRow("English") << Language::Tongue::English
                                 << QStringList{"Residual", "Uncertainty", "Significance"};
        QTest::newRow("Chinese") << Language::Tongue::Chinese << QStringList{"残差", "不确定度", "显著性"};
    }

    void theLinksTableHasItsColumnsInBothLanguages()
    {
        QFETCH(Language::Tongue, tongue);
        QFETCH(QStringList, titles);
        WindowFixture f(tongue);
        f.action("go.links")->trigger(); // hidden tables do no work
        f.tick();
        f.models->residual.show(test::unlistedTransfer(*f.models->feed.snapshot()));
        QAbstractItemModel* rows = f.find<views::EntityTable>("linksTable")->model();
        using Links = models::LinkTable;
        QStringList found;
        for (const int column :
             {Links::ResidualColumn, Links::UncertaintyColumn, Links::SignificanceColumn}) {
            found.append(rows->headerData(column, Qt::Horizontal).toString());
        }
        QCOMPARE(found, titles);
        f.find<views::EntityTable>("linksTable")
            ->sortByColumn(Links::SignificanceColumn, Qt::DescendingOrder);
        QTRY_COMPARE(rows->index(0, Links::ResidualColumn).data(Qt::AccessibleTextRole).toString(),
                     QStringLiteral("+230 Gb/s"));
    }

    void theLayerIsSwitchedFromTheMenu()
    {
        WindowFixture f;
        f.models->residual.show(test::unlistedTransfer(*f.models->feed.snapshot()));
        f.tick();
        views::MapWidget& map = f.window->map();
        QVERIFY(!f.action("map.residual")->isChecked()); // utilisation at first
        const QImage before = map.grabImage();
        f.action("map.residual")->trigger();
        QVERIFY(f.action("map.residual")->isChecked());
        QVERIFY(map.isLayerVisible(views::MapLayer::Residual));
        const QImage after = map.grabImage();
        QVERIFY(before != after);
        f.action("map.residual")->trigger();
        QVERIFY(!map.isLayerVisible(views::MapLayer::Residual));
    }

    void theInspectorFollowsTheResidual()
    {
        WindowFixture f;
        f.models->selection.select({EntityKey::Type::Link, QStringLiteral("bb-1")});
        f.tick();
        QVERIFY(f.find<QWidget>("section.residual") == nullptr);
        f.models->residual.show(test::calmResiduals(*f.models->feed.snapshot()));
        QTRY_VERIFY(sectionText(f, "section.residual").contains(QStringLiteral("+500 Mb/s")));
        QVERIFY(!sectionText(f, "section.residual").contains(QStringLiteral("traffic in no list")));
        // New values come without another selection, and so does what explains them.
        f.models->residual.show(test::unlistedTransfer(*f.models->feed.snapshot()));
        QTRY_VERIFY(sectionText(f, "section.residual").contains(QStringLiteral("+230 Gb/s")));
        QVERIFY(sectionText(f, "section.residual").contains(QStringLiteral("traffic in no list")));
    }

    void theInspectorSpeaksChinese()
    {
        WindowFixture f(Language::Tongue::Chinese);
        f.models->residual.show(test::unlistedTransfer(*f.models->feed.snapshot()));
        f.models->selection.select({EntityKey::Type::Link, QStringLiteral("bb-1")});
        f.tick();
        QTRY_VERIFY(sectionText(f, "section.residual").contains(QString::fromUtf8("残差")));
        QVERIFY(!sectionText(f, "section.residual").contains(QStringLiteral("Expected")));
        QVERIFY(!sectionText(f, "section.residual").contains(QStringLiteral("traffic")));
    }

    void attentionLeadsToTheLink()
    {
        WindowFixture f;
        f.models->residual.show(test::unlistedTransfer(*f.models->feed.snapshot()));
        models::AttentionModel& list = f.models->attention;
        const auto row = [&] {
            for (int i = 0; i < list.rowCount({}); ++i) {
                const QString text = list.index(i, models::AttentionModel::WhatColumn).data().toString();
                if (text.contains(QStringLiteral("more than expected"))) {
                    return i;
                }
            }
            return -1;
        };
        QTRY_VERIFY(row() >= 0);
        QCOMPARE(list.index(row(), 0).data(models::KeyRole).value<EntityKey>(),
                 (EntityKey{EntityKey::Type::Link, QStringLiteral("bb-1")}));
    }

    void theLegendSaysItInEachLanguage()
    {
        const QStringList english = views::MapLegend::residualTexts();
        WindowFixture f(Language::Tongue::Chinese);
        const QStringList chinese = views::MapLegend::residualTexts();
        QCOMPARE(english.size(), chinese.size());
        for (qsizetype i = 0; i < english.size(); ++i) {
            QVERIFY2(english[i] != chinese[i], qPrintable(english[i]));
        }
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestResidualView)
#include "tst_residual_view.moc"
