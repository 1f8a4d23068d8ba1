#pragma once

#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"
#include "tests/views/window_fixture.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

namespace test {

/// The main window over the twin scenarios are tried on.
struct PlannerBench : WindowFixture
{
    explicit PlannerBench(models::Language::Tongue tongue = models::Language::Tongue::English,
                          const QSize& size = {1366, 768})
        : WindowFixture(tongue, size, planTwin())
    {}

    [[nodiscard]] bool isSettled() const
    {
        const models::PlannerModel& planner = models->planner;
        return planner.current() != nullptr && planner.current()->isReady() && !planner.isEditing() &&
               !planner.runner().isRunning() && planner.current()->result.fork == planner.current()->tip();
    }

    void wait()
    {
        mustCome([this] { return isSettled(); }, "all that is worked out of a scenario");
        QCoreApplication::processEvents();
    }

    void keys(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get();
        QTest::keyClick(focus, key, modifiers);
        QCoreApplication::processEvents();
    }

    void fork()
    {
        keys(Qt::Key_N, Qt::ControlModifier);
        wait();
    }

    void apply(const twin::scenario::Command& command)
    {
        models->planner.apply(command);
        wait();
    }

    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }

    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

/// Answers the next message box, when it comes, by the button of that role.
inline void answer(QMessageBox::ButtonRole role, bool* wasAsked)
{
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, role, wasAsked] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr) {
            return;
        }
        timer->deleteLater();
        *wasAsked = true;
        const QList<QAbstractButton*> buttons = box->buttons();
        for (QAbstractButton* button : buttons) {
            if (box->buttonRole(button) == role) {
                button->click();
                return;
            }
        }
    });
    timer->start(20);
}

/// Rows of a test that is done in both languages.
inline void tongues()
{
    QTest::addColumn<models::Language::Tongue>("tongue");
    QTest::addRow("en") << models::Language::Tongue::English;
    QTest::addRow("zh_CN") << models::Language::Tongue::Chinese;
}

} // namespace test
