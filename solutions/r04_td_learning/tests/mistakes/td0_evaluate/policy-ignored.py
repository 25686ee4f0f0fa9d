"""Lets the generator choose among the actions and forgets to hand it the probabilities."""


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    for _ in range(episodes):
        state, _ = env.reset()
        while True:
            action = rng.choice(len(policy[state]))
            reached, reward, terminated, truncated, _ = env.step(int(action))
            worth = 0.0 if terminated else V[reached]
            V[state] += alpha * (reward + gamma * worth - V[state])
            if terminated or truncated:
                break
            state = reached
