#include "models/attention/attention_model.h"
#include "models/desk/shift_log_table.h"
#include "tests/views/window_fixture.h"
#include "views/main_window/table_export.h"
#include "views/tables/entity_table.h"

#include <QComboBox>
#include <QDialog>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using models::AttentionModel;
using models::Language;
using test::NoWarnings;
using test::WindowFixture;

namespace {

/// A window in which the link bb-4 is overloaded and its row of Attention is the current one.
struct Storm : WindowFixture
{
    explicit Storm(Language::Tongue tongue = Language::Tongue::English)
        : WindowFixture(tongue)
    {
        twin->set(twin::EntityKind::Link, "bb-4", twin::LinkMetric::Forward, 0.97e12);
        tick();
        static_cast<void>(QTest::qWaitFor([this] { return models->attentionFeed.isCurrent(); }));
        press(Qt::Key_1, Qt::ControlModifier);
        choose();
    }

    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(window->focusWidget() != nullptr ? window->focusWidget() : window.get(),
                        static_cast<Qt::Key>(key), modifiers);
        QCoreApplication::processEvents();
    }

    /// By J, until the link is the current row.
    void choose() const
    {
        for (int i = 0; i < models->attention.rowCount({}) && current() != QStringLiteral("bb-4"); ++i) {
            press(Qt::Key_J);
        }
    }

    [[nodiscard]] QString current() const { return models->selection.current().id; }

    [[nodiscard]] QString handling() const
    {
        const auto& attention = models->attention;
        for (int row = 0; row < attention.rowCount({}); ++row) {
            if (attention.index(row, 0).data(models::KeyRole).value<models::EntityKey>().id ==
                QStringLiteral("bb-4")) {
                return attention.index(row, AttentionModel::HandlingColumn).data().toString();
            }
        }
        return {};
    }

    [[nodiscard]] QDialog* dialog(const char* name) const
    {
        return window->findChild<QDialog*>(QString::fromLatin1(name));
    }

    [[nodiscard]] QString newest(int column = models::ShiftLogTable::TextColumn) const
    {
        return models->shiftLog.index(0, column).data().toString();
    }
};

} // namespace

class DeskViewTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aKeyAcknowledgesAndAnotherTakesItBack()
    {
        const NoWarnings noWarnings;
        Storm f;
        QCOMPARE(f.current(), QStringLiteral("bb-4"));
        f.press(Qt::Key_A);
        QVERIFY2(f.handling().startsWith(QStringLiteral("✓ ")), qPrintable(f.handling()));
        QCOMPARE(f.current(), QStringLiteral("bb-4")); // one stays where one was
        f.press(Qt::Key_A, Qt::ShiftModifier);
        QCOMPARE(f.handling(), QString());
        QCOMPARE(NoWarnings::warnings(), QStringList());
    }

    void withoutARowOneIsToldWhatToDo()
    {
        WindowFixture f;
        QTest::keyClick(f.window.get(), Qt::Key_A);
        QVERIFY(f.find<QFrame>("messageBar")->isVisible());
        QCOMPARE(f.models->shiftLog.rowCount(), 0);
    }

    void shelvingAsksForHowLongAndWhy()
    {
        const NoWarnings noWarnings;
        Storm f;
        f.press(Qt::Key_S);
        QDialog* dialog = f.dialog("shelveDialog");
        QVERIFY(dialog != nullptr);
        auto* duration = dialog->findChild<QComboBox*>(QStringLiteral("handlingDuration"));
        QCOMPARE(duration->currentData().toLongLong(), qlonglong{twin::kHour});
        QTest::keyClick(duration, Qt::Key_Down);
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("handlingText"));
        QTest::keyClicks(text, QStringLiteral("planned works"));
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(f.handling().startsWith(QStringLiteral("shelved until ")), qPrintable(f.handling()));
        QVERIFY2(f.newest().endsWith(QStringLiteral(": planned works")), qPrintable(f.newest()));
        f.window->activateWindow(); // as a desktop does when a dialog ends
        QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
        f.press(Qt::Key_S, Qt::ShiftModifier);
        QCOMPARE(f.handling(), QString());
        QCOMPARE(NoWarnings::warnings(), QStringList());
    }

    void aCommentNeedsText()
    {
        Storm f;
        f.press(Qt::Key_C);
        QDialog* dialog = f.dialog("commentDialog");
        QVERIFY(dialog != nullptr);
        auto* take = dialog->findChild<QPushButton*>(QStringLiteral("handlingTake"));
        QVERIFY(!take->isEnabled());
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("handlingText"));
        QTest::keyClicks(text, QStringLiteral("splice team called"));
        QVERIFY(take->isEnabled());
        QTest::mouseClick(take, Qt::LeftButton);
        QCOMPARE(f.handling(), QStringLiteral("1 comment"));
        QCOMPARE(f.newest(), QStringLiteral("splice team called"));
    }

    void tooLongACommentIsRefusedInItsDialog()
    {
        Storm f;
        f.press(Qt::Key_C);
        QDialog* dialog = f.dialog("commentDialog");
        dialog->findChild<QPlainTextEdit*>(QStringLiteral("handlingText"))
            ->setPlainText(QString(20'000, QChar(0x5E26)));
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("handlingTake")), Qt::LeftButton);
        auto* refusal = dialog->findChild<QLabel*>(QStringLiteral("handlingRefusal"));
        QVERIFY(dialog->isVisible() && refusal->isVisible());
        QCOMPARE(f.models->shiftLog.rowCount(), 0);
    }

    void ownershipIsGiven()
    {
        Storm f;
        f.press(Qt::Key_O);
        QDialog* dialog = f.dialog("assignDialog");
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("handlingText"));
        QVERIFY(!text->toPlainText().isEmpty());      // this seat
        QTest::keyClicks(text, QStringLiteral("li")); // over the selected text
        QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(f.handling(), QStringLiteral("owner li"));
    }

    void buttonsOverTheListDoTheSame()
    {
        Storm f;
        QTest::mouseClick(f.find<QToolButton>("desk.acknowledge"), Qt::LeftButton);
        QVERIFY2(f.handling().startsWith(QStringLiteral("✓ ")), qPrintable(f.handling()));
    }

    void aNoteIsWrittenWithoutTheMouse()
    {
        const NoWarnings noWarnings;
        Storm f;
        f.press(Qt::Key_N);
        auto* text = f.find<QLineEdit>("noteText");
        QVERIFY(text->isVisible() && text->hasFocus());
        QTest::keyClicks(text, QStringLiteral("all quiet"));
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(f.newest(), QStringLiteral("all quiet"));
        QVERIFY2(!f.newest(models::ShiftLogTable::AboutColumn).isEmpty(), "bound to the selection");
        QVERIFY(text->text().isEmpty());
        auto* status = f.find<QLabel>("shiftLogStatus");
        QVERIFY2(status->text().contains(QStringLiteral("without --store")), qPrintable(status->text()));
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!text->hasFocus());
        QCOMPARE(NoWarnings::warnings(), QStringList());
    }

    void aHandoverIsExportedWithTheLog()
    {
        Storm f;
        f.press(Qt::Key_N);
        auto* kind = f.find<QComboBox>("noteKind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        auto* text = f.find<QLineEdit>("noteText");
        QTest::keyClicks(text, QStringLiteral("watch bb-4, \"it flaps\""));
        QTest::mouseClick(f.find<QPushButton>("noteWrite"), Qt::LeftButton);
        QCOMPARE(f.newest(models::ShiftLogTable::KindColumn), QStringLiteral("Handover"));
        f.press(Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(f.window->currentTable(), f.find<views::EntityTable>("shiftLogTable"));
        const QByteArray csv = views::tableCsv(*f.window->currentTable()->model());
        QVERIFY2(csv.contains("\"watch bb-4, \"\"it flaps\"\"\""), csv.constData());
        QVERIFY2(csv.contains("Handover"), csv.constData());
    }

    void theLogIsFilteredAndTheFilterCleared()
    {
        Storm f;
        f.press(Qt::Key_A);
        f.press(Qt::Key_N);
        QTest::keyClicks(f.find<QLineEdit>("noteText"), QStringLiteral("all quiet"));
        QTest::keyClick(f.find<QLineEdit>("noteText"), Qt::Key_Return);
        QTest::keyClicks(f.find<QLineEdit>("shiftLogFilter"), QStringLiteral("quiet"));
        QCOMPARE(f.models->shiftLogProxy.rowCount(), 1);
        f.action("go.clearFilter")->trigger();
        QCOMPARE(f.models->shiftLogProxy.rowCount(), 2);
        f.find<QComboBox>("shiftLogShow")->setCurrentIndex(1);
        QCOMPARE(f.models->shiftLogProxy.rowCount(), 1);
    }

    void aPastMomentTakesNoAcknowledgement()
    {
        Storm f;
        f.action("time.hold")->trigger();
        QTRY_VERIFY(!f.models->feed.snapshot()->live);
        f.press(Qt::Key_A);
        QCOMPARE(f.handling(), QString());
        QTRY_VERIFY(f.find<QFrame>("messageBar")->isVisible());
        f.press(Qt::Key_N);
        auto* text = f.find<QLineEdit>("noteText");
        QCOMPARE(text->placeholderText(), QStringLiteral("A note about the moment on the screen…"));
        QTest::keyClicks(text, QStringLiteral("it began here"));
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY2(f.newest().startsWith(QStringLiteral("it began here (written ")), qPrintable(f.newest()));
    }

    void itSpeaksChinese()
    {
        Storm f(Language::Tongue::Chinese);
        f.press(Qt::Key_A);
        f.press(Qt::Key_N);
        for (const char* name : {"noteWrite", "shiftLogOnlySelected"}) {
            const QString text = f.find<QAbstractButton>(name)->text();
            QVERIFY2(!text.contains(QRegularExpression(QStringLiteral("[A-Za-z]{4}"))), qPrintable(text));
        }
        QVERIFY(!f.newest(models::ShiftLogTable::KindColumn).contains(QStringLiteral("Acknowledged")));
    }
};

QTEST_MAIN(DeskViewTest)
#include "tst_desk_view.moc"
