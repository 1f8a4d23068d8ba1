#pragma once

#include "tests/support/patience.h"
#include "tests/views/window_fixture.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QTest>

namespace test {

/// The main window over a twin whose moments scenarios can fork from, by keyboard.
struct PlanFixture : WindowFixture
{
    explicit PlanFixture(models::Language::Tongue tongue = models::Language::Tongue::English)
        : WindowFixture(tongue)
    {
        twin->workload = std::make_shared<twin::registry::Workload>();
        tick();
    }

    /// A key where the focus is: in the dialog in front, else in the window.
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : window.get(), static_cast<Qt::Key>(key), modifiers);
        QCoreApplication::processEvents();
    }

    /// As a window manager does with what has been opened or is left.
    static void activate(QWidget& window)
    {
        window.activateWindow();
        mustCome([&window] { return window.isActiveWindow(); }, "an active window");
    }

    /// Types where the focus is.
    static void type(const QString& text)
    {
        QTest::keyClicks(QApplication::focusWidget(), text);
        QCoreApplication::processEvents();
    }

    /// Down, until a choice has that value.
    void pick(QComboBox& box, const QString& value) const
    {
        box.setFocus();
        for (int i = 0; i <= box.count() && box.currentData().toString() != value; ++i) {
            press(Qt::Key_Down);
        }
    }

    void fork()
    {
        models->planner.fork(twin::scenario::DemandKind::ThisInstant);
        settle();
    }

    void settle() const
    {
        const auto isSettled = [&planner = models->planner] {
            return planner.current() != nullptr && planner.current()->isReady() && !planner.isEditing();
        };
        mustCome(isSettled, "a scenario");
    }

    [[nodiscard]] std::vector<twin::scenario::Command> commands() const
    {
        return models->planner.current()->tip()->commands();
    }

    [[nodiscard]] QDialog* dialog(const char* name) const
    {
        return window->findChild<QDialog*>(QString::fromLatin1(name));
    }
};

} // namespace test
