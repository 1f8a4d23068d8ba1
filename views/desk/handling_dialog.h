#pragma once

#include "twin/support/units.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace views {

/// Asks for what goes with a word on a problem: a text, and for how long. Ctrl+Enter takes it. Deletes
/// itself.
class HandlingDialog final : public QDialog
{
    Q_OBJECT

  public:
    struct Question
    {
        QString name;              ///< object name
        QString title;             ///< window's
        QString about;             ///< what it is about
        QString label;             ///< of the text
        QString take;              ///< on the button
        QString text = {};         ///< to begin with
        bool asksDuration = false; ///< for how long
        bool isTextNeeded = false; ///< without it there is nothing to take
    };

    /// Gives why it was refused; empty: taken, and the dialog ends.
    using Take = std::function<QString(const QString& text, twin::TimeNs duration)>;

    HandlingDialog(const Question& question, Take take, QWidget* parent);

  private:
    void addDurations();
    void update();
    void takeIt();

    bool m_isTextNeeded;
    Take m_take;
    QComboBox* m_duration = nullptr;
    QPlainTextEdit* m_text;
    QLabel* m_refusal;
    QPushButton* m_accept;
};

} // namespace views
