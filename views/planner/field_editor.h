#pragma once

#include "models/planner/command_form.h"
#include "models/planner/form_choices.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace views {

/// One field of a command's form: a line, a choice, a box, or lines with one below that completes what is to
/// be added; what is wrong with it stands under it. Its object name is `field.NAME`.
class FieldEditor final : public QWidget
{
    Q_OBJECT

  public:
    /// @param choices what to complete from now, asked for whenever the field gets the focus
    using Choices = std::function<QList<models::FormChoice>()>;

    FieldEditor(const models::FormField& field, Choices choices, QWidget* parent = nullptr);

    [[nodiscard]] const models::FormField& field() const { return m_field; }

    [[nodiscard]] QString value() const;
    /// Without `changed`.
    void setValue(const QString& value);
    /// Empty: nothing is wrong.
    void setProblem(const QString& reason);

    /// What takes the keys.
    [[nodiscard]] QWidget* input() const { return m_input; }

  Q_SIGNALS:
    void changed();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void makeLine();
    void makeChoice();
    void makeFlag();
    void makeLines();
    void addLine();
    void complete(QLineEdit& line);

    models::FormField m_field;
    Choices m_choices;
    QWidget* m_input = nullptr;
    QLineEdit* m_line = nullptr;
    QLineEdit* m_adding = nullptr; ///< of lists
    QComboBox* m_choice = nullptr;
    QCheckBox* m_flag = nullptr;
    QPlainTextEdit* m_lines = nullptr;
    QLabel* m_problem;
};

} // namespace views
