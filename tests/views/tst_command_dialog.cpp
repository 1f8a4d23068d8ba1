#include "tests/support/patience.h"
#include "tests/views/plan_fixture.h"
#include "views/planner/command_dialog.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QtTest>

using models::Language;
using test::NoWarnings;
using test::PlanFixture;

namespace {

void languages()
{
    QTest::addColumn<Language::Tongue>("tongue");
    QTest::newRow("en") << Language::Tongue::English;
    QTest::newRow("zh_CN") << Language::Tongue::Chinese;
}

} // namespace

/// The form of commands, by keyboard in both languages.
class CommandDialogTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(NoWarnings::warnings(), QStringList());
    }

    void aCommandIsMadeByKeys_data() { languages(); }

    void aCommandIsMadeByKeys()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.press(Qt::Key_Insert);
        QPointer<QDialog> dialog = f.dialog("commandDialog");
        QVERIFY(dialog != nullptr);
        PlanFixture::activate(*dialog);
        auto* search = dialog->findChild<QLineEdit*>(QStringLiteral("commandSearch"));
        PATIENT_COMPARE(QApplication::focusWidget(), search);
        PlanFixture::type(QStringLiteral("fail")); // the file's name, in any language
        f.press(Qt::Key_Return);
        auto* what = dialog->findChild<QComboBox*>(QStringLiteral("field.what"));
        PATIENT_COMPARE(QApplication::focusWidget(), what);
        f.pick(*what, QStringLiteral("pool"));
        f.press(Qt::Key_Tab);
        auto* id = dialog->findChild<QLineEdit*>(QStringLiteral("field.id"));
        QCOMPARE(QApplication::focusWidget(), id);
        QTest::keyClicks(id, QStringLiteral("pl-9"));
        // Nothing to try it on yet: a scenario at one key.
        auto* answer = dialog->findChild<QLabel*>(QStringLiteral("commandAnswer"));
        auto* take = dialog->findChild<QPushButton*>(QStringLiteral("commandTake"));
        auto* fork = dialog->findChild<QPushButton*>(QStringLiteral("commandFork"));
        QVERIFY(fork->isVisible());
        QVERIFY(!take->isEnabled());
        QTest::keyClick(fork, Qt::Key_Space);
        f.settle();
        // No such pool; the nearest one is offered.
        auto* use = dialog->findChild<QPushButton*>(QStringLiteral("commandUse"));
        PATIENT_VERIFY(use->isVisible());
        const auto* reason = dialog->findChild<QLabel*>(QStringLiteral("commandReason"));
        QVERIFY2(reason->text().contains(QStringLiteral("pl-9")), qPrintable(reason->text()));
        const bool isEnglish = tongue == Language::Tongue::English;
        QVERIFY2(reason->text().startsWith(isEnglish ? QStringLiteral("there is no pool pl-9; the nearest: ")
                                                     : QStringLiteral("没有资源池 pl-9；最接近的是：")),
                 qPrintable(reason->text()));
        QVERIFY(!answer->text().contains(QStringLiteral("pl-9")));
        QVERIFY(!take->isEnabled());
        QTest::keyClick(use, Qt::Key_Space);
        QVERIFY2(id->text().startsWith(QStringLiteral("pl-")) && id->text() != u"pl-9",
                 qPrintable(id->text()));
        const std::string chosen = id->text().toStdString();
        PATIENT_VERIFY2(answer->text().contains(QString::fromStdString(chosen)), qPrintable(answer->text()));
        QTest::keyClick(take, Qt::Key_Return, Qt::ControlModifier);
        PATIENT_VERIFY(dialog == nullptr);
        PATIENT_COMPARE(f.commands().size(), std::size_t(1));
        const auto done1 = f.commands();
        const auto* fail = std::get_if<twin::scenario::Fail>(&done1[0].action);
        QVERIFY(fail != nullptr);
        QCOMPARE(fail->target.id, chosen);
    }

    void valuesThatFilesRefuseAreRefusedAtTheField_data() { languages(); }

    void valuesThatFilesRefuseAreRefusedAtTheField()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.fork();
        f.models->selection.select({models::EntityKey::Type::Link, QStringLiteral("bb-4")});
        const views::ViewContext context{*f.models, *f.theme, f.window->actionRegistry(), f.settings};
        QPointer<views::CommandDialog> degrade = views::CommandDialog::create(context, 1, f.window.get());
        auto* id = degrade->findChild<QLineEdit*>(QStringLiteral("field.id"));
        QCOMPARE(id->text(), QStringLiteral("bb-4")); // what is selected
        auto* left = degrade->findChild<QLineEdit*>(QStringLiteral("field.left"));
        auto* problem = degrade->findChild<QLabel*>(QStringLiteral("problem.left"));
        auto* take = degrade->findChild<QPushButton*>(QStringLiteral("commandTake"));
        left->setFocus();
        QTest::keyClicks(left, QStringLiteral("101"));
        QVERIFY(problem->isVisibleTo(degrade));
        QVERIFY(problem->text().contains(QStringLiteral("100")));
        QVERIFY(!take->isEnabled());
        QTest::keyClick(left, Qt::Key_Backspace);
        QVERIFY(!problem->isVisibleTo(degrade));
        PATIENT_VERIFY(take->isEnabled());
        QTest::keyClick(left, Qt::Key_Return); // before or after the dry run
        PATIENT_VERIFY(degrade == nullptr);
        PATIENT_COMPARE(f.commands().size(), std::size_t(1));
        const auto done2 = f.commands();
        const auto* done = std::get_if<twin::scenario::Degrade>(&done2[0].action);
        QVERIFY(done != nullptr);
        QCOMPARE(done->left, 0.1);
    }

    void aCommandIsChangedInItsPlace()
    {
        PlanFixture f;
        f.fork();
        f.models->planner.apply(
            {twin::scenario::Fail{{twin::scenario::TargetKind::Link, "bb-4"}}, {}, {}, {}});
        f.models->planner.apply(
            {twin::scenario::Fail{{twin::scenario::TargetKind::Link, "bb-5"}}, {}, {}, {}});
        PATIENT_COMPARE(f.commands().size(), std::size_t(2));
        const views::ViewContext context{*f.models, *f.theme, f.window->actionRegistry(), f.settings};
        QCOMPARE(views::CommandDialog::edit(context, 7, f.window.get()), nullptr);
        QPointer<views::CommandDialog> dialog = views::CommandDialog::edit(context, 0, f.window.get());
        auto* id = dialog->findChild<QLineEdit*>(QStringLiteral("field.id"));
        QCOMPARE(id->text(), QStringLiteral("bb-4"));
        auto* answer = dialog->findChild<QLabel*>(QStringLiteral("commandAnswer"));
        auto* take = dialog->findChild<QPushButton*>(QStringLiteral("commandTake"));
        // With the one behind it there would be the same failure twice.
        id->selectAll();
        QTest::keyClicks(id, QStringLiteral("bb-5"));
        const auto* reason = dialog->findChild<QLabel*>(QStringLiteral("commandReason"));
        PATIENT_VERIFY2(reason->text().contains(QStringLiteral("command 2. Fail link")),
                        qPrintable(reason->text()));
        QVERIFY2(reason->text().contains(QStringLiteral("has failed already")), qPrintable(reason->text()));
        QVERIFY(!take->isEnabled());
        id->selectAll();
        QTest::keyClicks(id, QStringLiteral("bb-3"));
        PATIENT_VERIFY(answer->text().contains(QStringLiteral("bb-3")));
        QTest::keyClick(id, Qt::Key_Return);
        PATIENT_VERIFY(dialog == nullptr);
        PATIENT_COMPARE(std::get<twin::scenario::Fail>(f.commands()[0].action).target.id,
                        std::string("bb-3"));
        QCOMPARE(f.commands().size(), std::size_t(2));
    }

    void everyKindHasItsFields_data() { languages(); }

    void everyKindHasItsFields()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        const views::ViewContext context{*f.models, *f.theme, f.window->actionRegistry(), f.settings};
        QPointer<views::CommandDialog> dialog = views::CommandDialog::create(context, 0, f.window.get());
        for (const models::CommandForm& form : models::CommandForms::all()) {
            dialog->choose(form.action);
            for (const models::FormField& field : form.fields) {
                auto* input = dialog->findChild<QWidget*>(QStringLiteral("field.") + field.name);
                QVERIFY2(input != nullptr && !input->accessibleName().isEmpty(),
                         qPrintable(form.name + u'.' + field.name));
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        PlanFixture::activate(*dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        PATIENT_VERIFY(dialog == nullptr);
    }

    void thePaletteFindsEveryCommand_data() { languages(); }

    void thePaletteFindsEveryCommand()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.press(Qt::Key_K, Qt::ControlModifier);
        QPointer<QDialog> palette = f.dialog("commandPalette");
        QVERIFY(palette != nullptr);
        auto* list = palette->findChild<QListWidget*>(QStringLiteral("paletteList"));
        auto* input = palette->findChild<QLineEdit*>(QStringLiteral("paletteInput"));
        QVERIFY(list->count() > int(std::variant_size_v<twin::scenario::Action>));
        const QString title = models::CommandForms::title(4);
        input->setText(title);
        QCOMPARE(list->count(), 1);
        QTest::keyClick(input, Qt::Key_Return);
        PATIENT_VERIFY(palette == nullptr);
        QPointer<QDialog> dialog = f.dialog("commandDialog");
        QVERIFY(dialog != nullptr &&
                dialog->findChild<QWidget*>(QStringLiteral("field.capacity_bps")) != nullptr);
        PlanFixture::activate(*dialog);
        QTest::keyClick(dialog, Qt::Key_Escape);
        PATIENT_VERIFY(dialog == nullptr);
        // An action of the console, too.
        PlanFixture::activate(*f.window);
        const QAction* dark = f.action("view.light");
        f.press(Qt::Key_K, Qt::ControlModifier);
        palette = f.dialog("commandPalette");
        QVERIFY(palette != nullptr);
        input = palette->findChild<QLineEdit*>(QStringLiteral("paletteInput"));
        input->setText(dark->iconText());
        QTest::keyClick(input, Qt::Key_Return);
        PATIENT_VERIFY(dark->isChecked());
    }

  private:
    std::unique_ptr<NoWarnings> m_noWarnings;
};

QTEST_MAIN(CommandDialogTest)
#include "tst_command_dialog.moc"
