#pragma once

#include "models/selection/entity_key.h"

#include <QDialog>
#include <QList>

#include <functional>

class QDialogButtonBox;
class QLineEdit;
class QListWidget;

namespace views {

/// Asks for one of several entities, e.g. the pool a job moves to. Typing narrows the list, arrows walk it,
/// Enter takes. Deletes itself.
class ChoiceDialog final : public QDialog
{
    Q_OBJECT

  public:
    struct Choice
    {
        models::EntityKey key;
        QString text;
        QString detail; ///< dim beside it, e.g. how many cards are free
    };

    struct Question
    {
        QString name; ///< object name
        QString title;
        QString about;
        QString take; ///< on the button
    };

    using Take = std::function<void(const models::EntityKey&)>;

    /// Precondition: there is a choice.
    ChoiceDialog(const Question& question, const QList<Choice>& choices, Take take, QWidget* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void narrow(const QString& text);
    void takeIt();

    QList<Choice> m_choices;
    Take m_take;
    QLineEdit* m_filter;
    QListWidget* m_list;
    QDialogButtonBox* m_buttons;
};

} // namespace views
